import type { Node } from 'web-tree-sitter';
import type { Defect } from './defect.ts';
import { returnDefect } from './return-defect.ts';

/** Operators and what each is turned into. Types stay as they are, so that compiled languages still compile. */
const operators: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '+',
  '/': '*',
  '%': '*',
  '+=': '-=',
  '-=': '+=',
  '*=': '+=',
  '<': '>=',
  '>': '<=',
  '<=': '>',
  '>=': '<',
  '==': '!=',
  '!=': '==',
  '===': '!==',
  '!==': '===',
  '&&': '||',
  '||': '&&',
  and: 'or',
  or: 'and',
  '??': '&&',
};

const operatorParents =
  /^(?:binary_expression|binary_operator|comparison_operator|boolean_operator|assignment_expression|augmented_assignment|augmented_assignment_expression|compound_assignment_expr|assignment_statement|binary|operator_assignment)$/;

const literals: Readonly<Record<string, string>> = {
  true: 'false',
  false: 'true',
  True: 'False',
  False: 'True',
  null: '0',
  undefined: '0',
  None: '0',
  nil: '0',
};

const numberTypes =
  /^(?:number|integer|float|number_literal|integer_literal|float_literal|int_literal|decimal_integer_literal|decimal_floating_point_literal|real_literal)$/;

const stringTypes = /^(?:string_fragment|string_content|interpreted_string_literal_content|string_literal_content|string_value)$/;

/** Parts of a file in which an edit changes no behaviour, or breaks the file instead. */
const untouchable =
  /^(?:import_statement|import_from_statement|import_declaration|import_spec|use_declaration|package_clause|export_specifier|comment|line_comment|block_comment|type_annotation|type_alias_declaration|interface_declaration|decorator|attribute_item|preproc_include|preproc_def|future_import_statement|type_arguments|using_directive|namespace_use_declaration)$/;

/** Finds every defect that can be planted in the given lines, in the order they stand in the text. */
export function defectsIn(root: Node, lines: ReadonlySet<number>, grammar: string): Defect[] {
  const defects: Defect[] = [];
  const visit = (node: Node): void => {
    if (untouchable.test(node.type) || isDocumentation(node)) return;
    if (lines.has(node.startPosition.row + 1)) defects.push(...defectsOf(node, grammar));
    for (const child of node.children) visit(child);
  };
  visit(root);
  return defects;
}

/** A string that stands alone as a statement documents; it does nothing. */
const isDocumentation = (node: Node): boolean =>
  node.type === 'expression_statement' && node.namedChildCount === 1 && node.namedChildren[0]?.type === 'string';

function defectsOf(node: Node, grammar: string): Defect[] {
  const whole = returnDefect(node, grammar);
  const small = node.childCount === 0 ? smallDefect(node) : null;
  return [whole, small].filter((defect) => defect !== null);
}

function smallDefect(node: Node): Defect | null {
  const { text, type, parent } = node;
  const operator = operatorParents.test(parent?.type ?? '') ? operators[text] : undefined;
  if (operator !== undefined) return replace(node, operator);
  if (literals[text] !== undefined) return replace(node, literals[text]);
  if (numberTypes.test(type)) return replace(node, otherNumber(text));
  if (
    stringTypes.test(type) &&
    text.trim() !== '' &&
    parent?.parent?.type !== 'pair' &&
    !/import|require/.test(parent?.parent?.text.slice(0, 12) ?? '')
  )
    return replace(node, `${text}~`);
  return null;
}

/** Another number of the same type and of the same notation. */
const otherNumber = (text: string): string => (/^\d+$/.test(text) ? String(BigInt(text) + 1n) : /^\d/.test(text) ? `1${text}` : text);

const replace = (node: Node, replacement: string): Defect | null =>
  replacement === node.text
    ? null
    : {
        start: node.startIndex,
        end: node.endIndex,
        replacement,
        line: node.startPosition.row + 1,
        what: `"${node.text.slice(0, 40)}" became "${replacement.slice(0, 40)}"`,
      };
