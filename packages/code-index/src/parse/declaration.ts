import type { SymbolKind } from '../model/code-symbol.ts';

/** A range of a text, in UTF-16 code units; `end` is behind it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A declaration as captured, before it is known what is around it. */
export interface Declaration extends Span {
  readonly kind: SymbolKind | 'owner';
  readonly name: string;
  readonly nameStart: number;
  readonly startLine: number;
  readonly endLine: number;
}

const kinds: ReadonlySet<string> = new Set<SymbolKind>([
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
]);

/** Whether a capture is named after a kind of symbol. */
export const isDeclarationKind = (capture: string): capture is SymbolKind => kinds.has(capture);
