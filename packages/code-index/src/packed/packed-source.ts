import type { CodeImport } from '../model/code-import.ts';
import type { CodeReference } from '../model/code-reference.ts';
import type { CodeSymbol, SymbolKind } from '../model/code-symbol.ts';
import type { ParsedSource } from '../parse/parsed-source.ts';

/** What was found in a source as texts of JSON: small, quick to hand on and to keep, and read only where somebody asks for it. */
export interface PackedSource {
  readonly symbols: string;
  readonly imports: string;
  readonly references: string;
}

/** Nothing found. */
export const nothingPacked: PackedSource = { symbols: '[]', imports: '[]', references: '[]' };

const kinds: readonly SymbolKind[] = [
  'class',
  'interface',
  'type',
  'enum',
  'function',
  'method',
  'constant',
  'variable',
  'field',
  'module',
];

/** Packs what was found. The functions below are the way back. */
export function packSource({ symbols, imports, references }: ParsedSource): PackedSource {
  return {
    symbols: JSON.stringify(
      symbols.map(({ name, kind, startLine, endLine, parent = 0, exported, doc = 0 }) => [
        name,
        kinds.indexOf(kind),
        startLine,
        endLine,
        parent,
        exported === undefined ? -1 : Number(exported),
        doc,
      ]),
    ),
    imports: JSON.stringify(imports.map(({ specifier, line, names = 0 }) => [specifier, line, names])),
    references: JSON.stringify(references.map(({ name, kind, lines }) => [name, kind === 'call' ? 0 : 1, ...lines])),
  };
}

/** Symbols of a packed text. A text may come from a cache that was tampered with: what has another shape is left out. */
export function unpackSymbols(packed: string): CodeSymbol[] {
  return rowsIn(packed).flatMap(([name, kind, startLine, endLine, parent, exported, doc]) => {
    const known = typeof kind === 'number' ? kinds[kind] : undefined;
    if (typeof name !== 'string' || known === undefined || typeof startLine !== 'number' || typeof endLine !== 'number') return [];
    return {
      name,
      kind: known,
      startLine,
      endLine,
      ...(typeof parent === 'string' && { parent }),
      ...((exported === 0 || exported === 1) && { exported: exported === 1 }),
      ...(typeof doc === 'string' && { doc }),
    };
  });
}

/** Imports of a packed text, in the same way. */
export function unpackImports(packed: string): CodeImport[] {
  return rowsIn(packed).flatMap(([specifier, line, names]) => {
    if (typeof specifier !== 'string' || typeof line !== 'number') return [];
    return { specifier, line, ...(Array.isArray(names) && { names: names.filter((name) => typeof name === 'string') }) };
  });
}

/** References of a packed text, in the same way. */
export function unpackReferences(packed: string): CodeReference[] {
  return rowsIn(packed).flatMap(([name, kind, ...lines]) => {
    if (typeof name !== 'string') return [];
    return { name, kind: kind === 0 ? 'call' : 'use', lines: lines.filter((line) => typeof line === 'number') };
  });
}

function rowsIn(packed: string): readonly (readonly unknown[])[] {
  let rows: unknown;
  try {
    rows = JSON.parse(packed);
  } catch {
    return [];
  }
  return Array.isArray(rows) ? rows.filter((row) => Array.isArray(row)) : [];
}
