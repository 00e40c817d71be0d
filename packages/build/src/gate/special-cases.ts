import type { Node } from 'web-tree-sitter';
import { literalsIn, literalValue } from './literal.ts';

/** Code that answers one input with one constant. */
export interface SpecialCase {
  /** Constants the input is compared with; empty when the answer is the same for every input. */
  readonly inputs: readonly string[];
  readonly output: string;
  /** Line, from 1. */
  readonly line: number;
}

const branch = /^(?:if_statement|if_expression|if|elif_clause|elsif|else_if_clause|ternary_expression|conditional_expression|conditional)$/;
const caseBranch =
  /^(?:switch_case|case_clause|match_arm|when|expression_case|switch_block_statement_group|switch_rule|switch_section|match_conditional_expression|case_statement)$/;
const pair = /^(?:pair|keyed_element|array_element_initializer|field_initializer)$/;
const functionLike =
  /^(?:function_declaration|function_definition|function_item|method_definition|method_declaration|arrow_function|function_expression|method|lambda)$/;

/** Finds every {@link SpecialCase} that touches the given lines. */
export function specialCasesIn(root: Node, lines: ReadonlySet<number>): SpecialCase[] {
  const found: SpecialCase[] = [];
  const visit = (node: Node): void => {
    if (touches(node, lines)) found.push(...casesOf(node));
    for (const child of node.namedChildren) visit(child);
  };
  visit(root);
  return found;
}

function touches(node: Node, lines: ReadonlySet<number>): boolean {
  for (let line = node.startPosition.row + 1; line <= Math.min(node.endPosition.row + 1, node.startPosition.row + 6); line += 1)
    if (lines.has(line)) return true;
  return false;
}

function casesOf(node: Node): SpecialCase[] {
  const line = node.startPosition.row + 1;
  const answer = (inputs: readonly string[], output: string | null): SpecialCase[] => (output === null ? [] : [{ inputs, output, line }]);
  if (branch.test(node.type)) {
    const condition = conditionOf(node);
    const blind = condition !== null && ignoresInput(condition);
    return answer(blind ? [] : comparedIn(condition), resultIn(consequenceOf(node))).filter(({ inputs, output }) =>
      blind ? !natural.has(output) : inputs.length > 0,
    );
  }
  if (caseBranch.test(node.type)) {
    const [label, ...rest] = node.namedChildren;
    return label
      ? answer(literalsIn(label), rest.map(resultIn).find((value) => value !== null) ?? null).filter(({ inputs }) => inputs.length > 0)
      : [];
  }
  if (pair.test(node.type)) {
    const [key, value] = node.namedChildren;
    return key && value ? answer(literalsIn(key), valueOf(value)).filter(({ inputs }) => inputs.length > 0) : [];
  }
  return functionLike.test(node.type) ? answer([], constantResult(node)) : [];
}

const conditionOf = (node: Node): Node | null =>
  node.childForFieldName('condition') ??
  (node.type === 'conditional_expression' ? (node.namedChildren[1] ?? null) : (node.namedChildren[0] ?? null));

const consequenceOf = (node: Node): Node | null =>
  node.childForFieldName('consequence') ??
  (node.type === 'conditional_expression' ? (node.namedChildren[0] ?? null) : (node.namedChildren[1] ?? null));

/** Constants that honest code gives back without looking at its input. */
const natural = new Set(['0', '1', '-1', '', 'true', 'false', 'null']);

/** Whether a condition inside a function looks at none of its parameters: the answer then depends on something else. */
function ignoresInput(condition: Node): boolean {
  let owner = condition.parent;
  while (owner && !functionLike.test(owner.type)) owner = owner.parent;
  const parameters = owner?.childForFieldName('parameters') ?? owner?.childForFieldName('parameter');
  const names = parameters ? identifiersIn(parameters) : [];
  if (names.length === 0 || names.includes('self') || names.includes('this')) return false;
  const used = new Set(identifiersIn(condition));
  // Something calculated from a parameter may stand in between.
  return (
    !names.some((name) => used.has(name)) && [...used].every((name) => !new RegExp(`\\b${name}\\b\\s*:?=[^=]`).test(owner?.text ?? ''))
  );
}

const identifiersIn = (node: Node): string[] => [
  ...(/identifier/.test(node.type) && /^\w+$/.test(node.text) ? [node.text] : []),
  ...node.namedChildren.flatMap(identifiersIn),
];

/** Constants that a condition compares its input with. A comparison of something calculated is a rule, not a special case. */
function comparedIn(condition: Node | null): string[] {
  if (!condition || !/==|\bin\b|\bis\b|\.equals\(|\.eql\?|\.includes\(|\.contains\(|strcmp|\.eq\(/.test(condition.text)) return [];
  return hasArithmetic(condition) ? [] : literalsIn(condition);
}

const hasArithmetic = (node: Node): boolean =>
  (/^(?:binary_expression|binary_operator|binary)$/.test(node.type) && /^[%*/+-]$/.test(node.children[1]?.text ?? '')) ||
  node.namedChildren.some(hasArithmetic);

/** The constant a block gives back; `null` when it is not a constant alone. */
function resultIn(block: Node | null): string | null {
  if (!block) return null;
  if (/^(?:return_statement|return_expression|return)$/.test(block.type))
    return block.namedChildren[0] ? valueOf(block.namedChildren[0]) : null;
  const own = valueOf(block);
  if (own !== null) return own;
  if (
    !/^(?:statement_block|block|compound_statement|then|expression_statement|else_clause|argument_list|body_statement|statement_list|expression_list)$/.test(
      block.type,
    )
  )
    return null;
  const results = block.namedChildren.map(resultIn).filter((value) => value !== null);
  return results.length > 0 && block.namedChildCount <= 2 ? (results.at(-1) ?? null) : null;
}

/** A literal, possibly wrapped once, as in `"x".to_string()`, `Some(5)` or `(5, nil)`. */
function valueOf(node: Node): string | null {
  const own = literalValue(node);
  if (own !== null) return own;
  if (
    !/^(?:call_expression|call|expression_list|array|list|tuple|tuple_expression|method_call|new_expression|composite_literal|expression_statement)$/.test(
      node.type,
    )
  )
    return null;
  const inner = literalsIn(node);
  return inner.length > 0 && inner.length <= 8 && !hasIdentifierArgument(node) ? inner.join('\0') : null;
}

/** A call with a variable among its arguments calculates something. */
const hasIdentifierArgument = (node: Node): boolean => {
  const values = node.childForFieldName('arguments') ?? node;
  return values.namedChildren.some((child) => child.type === 'identifier' && !/^(?:nil|None|undefined)$/.test(child.text));
};

/** The constant a function with parameters always gives back. */
function constantResult(node: Node): string | null {
  const parameters = node.childForFieldName('parameters') ?? node.childForFieldName('parameter');
  if (!parameters || (parameters.namedChildCount === 0 && parameters.type !== 'identifier')) return null;
  const body = node.childForFieldName('body');
  return body && body.namedChildren.filter(({ type }) => !/comment/.test(type)).length <= 1 ? resultIn(body) : null;
}
