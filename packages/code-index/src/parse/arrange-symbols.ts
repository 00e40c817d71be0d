import type { ExportRule } from '../language/languages.ts';
import type { CodeSymbol, SymbolKind } from '../model/code-symbol.ts';
import type { Declaration, Span } from './declaration.ts';
import type { DocComments } from './doc-comments.ts';
import { firstFrom } from './first-from.ts';

/** What is needed beside the declarations. */
export interface Surroundings {
  readonly exportRule: ExportRule;
  /** By start. */
  readonly exported: readonly Span[];
  readonly docs: DocComments;
}

/** Makes symbols of declarations sorted by position: each knows the one around it. Leaves out the variables inside functions. */
export function arrangeSymbols(declarations: readonly Declaration[], surroundings: Surroundings): CodeSymbol[] {
  const symbols: CodeSymbol[] = [];
  const around: Declaration[] = [];
  let last: Declaration | undefined;
  for (const declaration of declarations) {
    if (last !== undefined && last.nameStart === declaration.nameStart) continue;
    last = declaration;
    while (around.length > 0 && (around.at(-1)?.end ?? 0) <= declaration.start) around.pop();
    const parent = around.at(-1);
    if (declaration.kind !== 'owner' && !isLocal(declaration, parent)) symbols.push(symbolOf(declaration, parent, surroundings));
    around.push(declaration);
  }
  return symbols;
}

const scopes: ReadonlySet<string> = new Set(['function', 'method', 'constant', 'variable']);
const types: ReadonlySet<string> = new Set(['class', 'interface', 'enum', 'owner']);

const isLocal = (declaration: Declaration, parent: Declaration | undefined): boolean =>
  parent !== undefined && scopes.has(parent.kind) && (declaration.kind === 'constant' || declaration.kind === 'variable');

function symbolOf(declaration: Declaration, parent: Declaration | undefined, surroundings: Surroundings): CodeSymbol {
  const { name, startLine, endLine } = declaration;
  const kind = kindOf(declaration, parent);
  const exported = isExported(declaration, parent, surroundings);
  const doc = surroundings.docs.of(declaration);
  const owner = parent?.name ?? declaration.receiver;
  return {
    name,
    kind,
    startLine,
    endLine,
    ...(owner === undefined ? {} : { parent: owner }),
    ...(exported === undefined ? {} : { exported }),
    ...(doc === undefined ? {} : { doc }),
  };
}

function kindOf({ kind }: Declaration, parent: Declaration | undefined): SymbolKind {
  if (kind === 'owner') return 'class';
  return kind === 'function' && parent !== undefined && types.has(parent.kind) ? 'method' : kind;
}

function isExported(
  declaration: Declaration,
  parent: Declaration | undefined,
  { exportRule, exported }: Surroundings,
): boolean | undefined {
  if (parent !== undefined && parent.kind !== 'module') return undefined;
  switch (exportRule) {
    case 'capital':
      return /^\p{Lu}/u.test(declaration.name);
    case 'no-underscore':
      return !declaration.name.startsWith('_');
    case 'marked':
      return isMarked(declaration, exported[firstFrom(exported, declaration.nameStart) - 1]);
    case 'none':
      return undefined;
  }
}

/** Whether the last mark before the name is around the declaration or in its head. */
function isMarked({ start, end, nameStart }: Declaration, mark: Span | undefined): boolean {
  if (mark === undefined) return false;
  return (mark.start <= start && mark.end >= end) || (mark.start >= start && mark.end <= nameStart);
}
