import type { CodeImport } from '../model/code-import.ts';
import type { CodeReference } from '../model/code-reference.ts';
import type { CodeSymbol } from '../model/code-symbol.ts';

/** What a parser found in one source text. */
export interface ParsedSource {
  readonly symbols: readonly CodeSymbol[];
  readonly imports: readonly CodeImport[];
  readonly references: readonly CodeReference[];
}

/** Nothing found. */
export const nothingParsed: ParsedSource = { symbols: [], imports: [], references: [] };
