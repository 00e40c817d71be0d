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
  /** Type a method belongs to, where it does not stand inside of it. */
  readonly receiver: string | undefined;
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

/** Outer declarations before inner ones; of two with the same name and place, the one that says more. */
export const byPosition = (a: Declaration, b: Declaration): number =>
  a.start - b.start || b.end - a.end || a.nameStart - b.nameStart || rankOf(a) - rankOf(b);

const rankOf = ({ kind }: Declaration): number => (kind === 'constant' || kind === 'variable' ? 1 : 0);
