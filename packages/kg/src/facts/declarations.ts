import type { CodeSymbol, IndexedFile } from '@artemis/code-index';
import { symbolId } from '../model/node-id.ts';

/** A symbol with its place in the graph. */
export interface DeclaredSymbol {
  readonly id: string;
  /** With the symbol around it: `Clock.now`. */
  readonly name: string;
  readonly symbol: CodeSymbol;
}

/** The symbols of a file, each with an id of its own: overloads and namesakes are numbered in the order they stand. */
export function declarationsIn(file: IndexedFile): readonly DeclaredSymbol[] {
  const seen = new Map<string, number>();
  return file.symbols.map((symbol) => {
    const name = symbol.parent === undefined ? symbol.name : `${symbol.parent}.${symbol.name}`;
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return { id: symbolId(file.path, name, nth), name, symbol };
  });
}
