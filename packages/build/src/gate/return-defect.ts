import type { Node } from 'web-tree-sitter';
import type { Defect } from './defect.ts';

/** What a function gives back when it gives back nothing, where the language allows that for every type. */
const emptyValue: Readonly<Record<string, string>> = {
  javascript: 'undefined',
  typescript: 'undefined as never',
  tsx: 'undefined as never',
  python: 'None',
  ruby: 'nil',
  php: 'null',
  rust: 'Default::default()',
  'c-sharp': 'default',
  cpp: '0',
};

/** A defect that makes a function give back nothing; `null` where the node gives nothing back. Tests that only call the function do not notice. */
export function returnDefect(node: Node, grammar: string): Defect | null {
  const value = returnedValue(node);
  if (!value) return null;
  const empty = grammar === 'go' ? goZero(node) : grammar === 'java' ? javaZero(node) : emptyValue[grammar];
  if (empty === undefined || value.text === empty || /^(?:undefined|null|None|nil|void 0|\{\})$/.test(value.text)) return null;
  return {
    start: value.startIndex,
    end: value.endIndex,
    replacement: empty,
    line: node.startPosition.row + 1,
    what: `the result "${shortened(value.text)}" became "${empty}"`,
  };
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 37)}...` : text).replaceAll('\n', ' ');

/** The expression whose value a node gives back. */
function returnedValue(node: Node): Node | null {
  if (/^(?:return_statement|return_expression|return)$/.test(node.type))
    return node.namedChildren.find((child) => child.type !== 'comment') ?? null;
  if (node.type === 'arrow_function') {
    const body = node.childForFieldName('body');
    return body && body.type !== 'statement_block' ? body : null;
  }
  if (node.type === 'function_item' && node.childForFieldName('return_type')) return rustTail(node.childForFieldName('body'));
  if (node.type === 'method') return node.childForFieldName('body')?.namedChildren.at(-1) ?? null;
  return null;
}

/** The last expression of a Rust block is its value. */
function rustTail(body: Node | null): Node | null {
  const last = body?.namedChildren.at(-1);
  if (!last || /comment|_item$|let_declaration/.test(last.type)) return null;
  if (last.type !== 'expression_statement') return last;
  return last.text.endsWith(';') ? null : last;
}

/** `*new(T)` is the zero value of every type of Go. */
function goZero(node: Node): string | undefined {
  const result = enclosing(node, /^(?:function_declaration|method_declaration|func_literal)$/)?.childForFieldName('result');
  if (!result) return undefined;
  if (result.type !== 'parameter_list') return `*new(${result.text})`;
  const types = result.namedChildren.map((child) => child.childForFieldName('type')?.text ?? child.text);
  return types.map((type) => `*new(${type})`).join(', ');
}

function javaZero(node: Node): string | undefined {
  const type = enclosing(node, /^method_declaration$/)?.childForFieldName('type')?.text;
  if (type === undefined) return undefined;
  if (/^(?:byte|short|int|long|char|float|double)$/.test(type)) return '0';
  return type === 'boolean' ? 'false' : `(${type}) null`;
}

function enclosing(node: Node, type: RegExp): Node | null {
  for (let at = node.parent; at; at = at.parent) if (type.test(at.type)) return at;
  return null;
}
