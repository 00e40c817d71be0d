import type { IndexedFile } from '../model/indexed-file.ts';
import type { CodeChunk } from './code-chunk.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { headOfSymbol } from './head-of-symbol.ts';

/** How large chunks are. */
export interface ChunkOptions {
  /** No chunk is estimated at more tokens than this. At least 50. Default: 400. */
  readonly maxTokens?: number;
  /** Smaller pieces are joined with their neighbour where that fits. Default: 60. */
  readonly minTokens?: number;
}

/**
 * Cuts a text where its symbols begin: one chunk a symbol with the comment above it, small neighbours together, large symbols
 * in pieces. The texts of all chunks put together are the text; a line longer than a chunk is in several.
 */
export function chunkFile(text: string, file: Pick<IndexedFile, 'path' | 'symbols'>, options: ChunkOptions = {}): CodeChunk[] {
  if (text === '') return [];
  const lines = text.split(/(?<=\n)/);
  const chunker = new Chunker(lines, file, Math.max(options.maxTokens ?? 400, 50), options.minTokens ?? 60);
  return chunker.chunks();
}

/** Lines `from` up to but without `to`, counted from 0. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly tokens: number;
}

class Chunker {
  readonly #lines: readonly string[];
  readonly #path: string;
  /** Names of the symbols that begin in a line, counted from 1. */
  readonly #namesAt = new Map<number, string[]>();
  readonly #maxTokens: number;
  readonly #minTokens: number;
  /** Tokens of all lines before the one at the index. */
  readonly #tokensBefore: number[] = [0];
  /** For each way of cutting, best first, the lines where it cuts. */
  readonly #cuts: readonly ReadonlySet<number>[];

  constructor(lines: readonly string[], { path, symbols }: Pick<IndexedFile, 'path' | 'symbols'>, maxTokens: number, minTokens: number) {
    this.#lines = lines;
    this.#path = path;
    for (const { startLine, name, parent } of symbols) {
      const names = this.#namesAt.get(startLine) ?? [];
      names.push(parent === undefined ? name : `${parent}.${name}`);
      this.#namesAt.set(startLine, names);
    }
    this.#maxTokens = maxTokens;
    this.#minTokens = minTokens;
    for (const line of lines) this.#tokensBefore.push((this.#tokensBefore.at(-1) ?? 0) + estimateTokens(line));
    const outer = symbols.filter(({ parent }) => parent === undefined);
    this.#cuts = [this.#edges(outer), this.#edges(symbols), this.#blankLines()];
  }

  chunks(): CodeChunk[] {
    return this.#split(0, this.#lines.length, 0).flatMap((piece) => this.#chunksOf(piece));
  }

  #edges(symbols: IndexedFile['symbols']): ReadonlySet<number> {
    const ends = new Set(symbols.map(({ endLine }) => endLine));
    return new Set(symbols.flatMap(({ startLine, endLine }) => [headOfSymbol(this.#lines, startLine - 1, ends), endLine]));
  }

  #blankLines(): ReadonlySet<number> {
    return new Set(this.#lines.flatMap((line, at) => (line.trim() === '' ? [at + 1] : [])));
  }

  /** Pieces of a range, cut in the given way, and those still too large in the next. The top level is cut even if all would fit. */
  #split(from: number, to: number, way: number): Piece[] {
    const tokens = this.#tokens(from, to);
    if ((tokens <= this.#maxTokens && way > 0) || to - from <= 1) return [{ from, to, tokens }];
    const pieces: Piece[] = [];
    let start = from;
    for (let at = from + 1; at <= to; at++) {
      const ends = at === to || (this.#cuts[way]?.has(at) ?? this.#tokens(start, at + 1) > this.#maxTokens);
      if (!ends) continue;
      if (way < this.#cuts.length) pieces.push(...this.#split(start, at, way + 1));
      else pieces.push({ from: start, to: at, tokens: this.#tokens(start, at) });
      start = at;
    }
    return this.#join(pieces);
  }

  #join(pieces: readonly Piece[]): Piece[] {
    const joined: Piece[] = [];
    for (const piece of pieces) {
      const last = joined.at(-1);
      const small = last !== undefined && (last.tokens < this.#minTokens || piece.tokens < this.#minTokens);
      if (last !== undefined && small && last.tokens + piece.tokens <= this.#maxTokens) {
        joined[joined.length - 1] = { from: last.from, to: piece.to, tokens: last.tokens + piece.tokens };
      } else joined.push(piece);
    }
    return joined;
  }

  #chunksOf({ from, to, tokens }: Piece): CodeChunk[] {
    const text = this.#lines.slice(from, to).join('');
    const symbols = Array.from({ length: to - from }, (_, at) => this.#namesAt.get(from + at + 1) ?? []).flat();
    const chunk = { path: this.#path, startLine: from + 1, endLine: to, symbols };
    if (tokens <= this.#maxTokens) return [{ ...chunk, text }];
    return cutLine(text, this.#maxTokens).map((part) => ({ ...chunk, text: part }));
  }

  #tokens(from: number, to: number): number {
    return (this.#tokensBefore[to] ?? 0) - (this.#tokensBefore[from] ?? 0);
  }
}

/** Parts of a line that is too long. One character is at most two tokens, so each part keeps the limit. */
function cutLine(line: string, maxTokens: number): string[] {
  const characters = [...line];
  const length = Math.floor(maxTokens / 2);
  return Array.from({ length: Math.ceil(characters.length / length) }, (_, at) =>
    characters.slice(at * length, (at + 1) * length).join(''),
  );
}
