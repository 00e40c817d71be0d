import type { Node } from 'web-tree-sitter';
import { literalsIn } from './literal.ts';

const statement =
  /^(?:expression_statement|assert_statement|macro_invocation|call_expression|call|method_invocation|invocation_expression|function_call_expression|if_statement)$/;
const row =
  /^(?:tuple|list|array|object|dictionary|literal_value|array_expression|tuple_expression|array_initializer|composite_literal|array_creation_expression|element_initializer)$/;

/** Groups of constants that stand together in one assertion, or in one row of a table of cases. At least two each, without repeats. */
export function testedLiterals(root: Node): ReadonlySet<string>[] {
  const groups = new Map<string, ReadonlySet<string>>();
  const visit = (node: Node): void => {
    const inner = node.namedChildren;
    if (isInnermost(node)) {
      const values = [...new Set(literalsIn(node))];
      if (values.length >= 2) groups.set(values.toSorted().join('\0'), new Set(values));
    }
    for (const child of inner) visit(child);
  };
  visit(root);
  return [...groups.values()];
}

/** A row, or a statement that holds no other statement: `it('…', () => { … })` is not an assertion. */
const isInnermost = (node: Node): boolean => {
  if (row.test(node.type)) return !node.namedChildren.some(containsRow);
  return (
    statement.test(node.type) && !/(?:=>|function|\bfunc\b|\bdo\b|lambda)/.test(node.text) && node.text.length < 600 && !containsBlock(node)
  );
};

const containsRow = (node: Node): boolean => row.test(node.type) || node.namedChildren.some(containsRow);
const containsBlock = (node: Node): boolean =>
  node.namedChildren.some(
    (child) => (/^(?:statement_block|block)$/.test(child.type) && node.type !== 'if_statement') || containsBlock(child),
  );
