import type { Node } from 'web-tree-sitter';

const numberType =
  /^(?:number|integer|float|number_literal|integer_literal|float_literal|int_literal|decimal_integer_literal|decimal_floating_point_literal|real_literal)$/;
const stringType =
  /^(?:string|string_literal|interpreted_string_literal|raw_string_literal|encapsed_string|char_literal|rune_literal|character_literal)$/;

/** The value of a literal as text, the same in every notation; `null` when the node is none. */
export function literalValue(node: Node): string | null {
  if (numberType.test(node.type)) return numberValue(node.text);
  if (stringType.test(node.type))
    return /\$\{|#\{/.test(node.text) ? null : node.text.replace(/^[a-zA-Z]*(["'`]{3}|["'`])([\s\S]*)\1$/, '$2');
  if (/^(?:unary_expression|unary_operator)$/.test(node.type) && /^-\s*[\d.]+$/.test(node.text))
    return numberValue(node.text.replace(/\s/g, ''));
  return node.type === 'parenthesized_expression' && node.namedChildCount === 1 && node.namedChildren[0]
    ? literalValue(node.namedChildren[0])
    : null;
}

const numberValue = (text: string): string => {
  const plain = Number(text.replace(/_/g, '').replace(/(?:[iuf](?:8|16|32|64|128|size)|[lLfFdDuUn]+)$/, ''));
  return Number.isNaN(plain) ? text : String(plain);
};

/** Every literal in a node. */
export function literalsIn(node: Node): string[] {
  const own = literalValue(node);
  return own === null ? node.namedChildren.flatMap(literalsIn) : [own];
}
