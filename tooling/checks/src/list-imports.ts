import { Visitor, type Program, type StringLiteral } from 'oxc-parser';

/** One mention of another module. */
export interface ImportReference {
  readonly specifier: string;
  readonly offset: number;
  /** `type` leaves no trace at run time, `static` is loaded with the file, `dynamic` when its expression is reached. */
  readonly kind: 'type' | 'static' | 'dynamic';
}

/** Lists imports and re-exports of every kind, in order of kind and place. */
export function listImports(program: Program): ImportReference[] {
  const found: ImportReference[] = [];
  const add = (source: StringLiteral | null, kind: ImportReference['kind']): void => {
    if (source) found.push({ specifier: source.value, offset: source.start, kind });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source, node.importKind === 'type' ? 'type' : 'static'),
    ExportNamedDeclaration: (node) => add(node.source, node.exportKind === 'type' ? 'type' : 'static'),
    ExportAllDeclaration: (node) => add(node.source, node.exportKind === 'type' ? 'type' : 'static'),
    TSImportType: (node) => add(node.source, 'type'),
    ImportExpression: (node) => add(isString(node.source) ? node.source : null, 'dynamic'),
  }).visit(program);
  return found;
}

function isString(node: { readonly type: string }): node is StringLiteral {
  return node.type === 'Literal' && typeof (node as { readonly value?: unknown }).value === 'string';
}
