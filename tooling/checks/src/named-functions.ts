import { Visitor } from 'oxc-parser';
import type { SourceFile } from './source-file.ts';

/** A node of a syntax tree whose kind does not matter. */
export interface AnyNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Functions that have a name, declared or held by a variable, anywhere in the file. */
export function namedFunctions(file: SourceFile): ReadonlyMap<string, AnyNode> {
  const functions = new Map<string, AnyNode>();
  new Visitor({
    FunctionDeclaration(node) {
      if (node.id) functions.set(node.id.name, node as unknown as AnyNode);
    },
    VariableDeclarator({ id, init }) {
      if (id.type === 'Identifier' && init?.type === 'ArrowFunctionExpression') functions.set(id.name, init as unknown as AnyNode);
    },
  }).visit(file.program);
  return functions;
}
