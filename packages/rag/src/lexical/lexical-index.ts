import type MiniSearch from 'minisearch';
import { tokenize } from '@artemis/code-index';
import type { Passage, PassageText } from '../corpus/passage.ts';
import { stem } from './stem.ts';

/** A passage that was found, best first within its list. */
export interface RankedPassage {
  readonly id: string;
  readonly score: number;
}

/** What a snapshot of the index holds. Plain JSON. */
export interface LexicalSnapshot {
  readonly files: readonly (readonly [path: string, sha256: string, passages: readonly Passage[]])[];
  /** As MiniSearch writes itself. */
  readonly words: unknown;
}

interface IndexedWords {
  readonly id: string;
  readonly path: string;
  readonly symbols: string;
  readonly text: string;
}

const options = {
  fields: ['path', 'symbols', 'text'],
  tokenize,
  processTerm: stem,
};

/** How much a word counts by where it stands. Found with the bench of retrieval. */
const boost = { path: 2, symbols: 2, text: 1 };
const bm25 = { k: 1.2, b: 0.4, d: 0.1 };

/** Passages by their words, kept file by file. */
export class LexicalIndex {
  readonly #words: MiniSearch<IndexedWords>;
  readonly #files = new Map<string, { readonly sha256: string; readonly ids: readonly string[] }>();
  readonly #passages = new Map<string, Passage>();

  private constructor(words: MiniSearch<IndexedWords>, snapshot: Pick<LexicalSnapshot, 'files'>) {
    this.#words = words;
    for (const [path, hash, passages] of snapshot.files) {
      this.#files.set(path, { sha256: hash, ids: passages.map(({ id }) => id) });
      for (const passage of passages) this.#passages.set(passage.id, passage);
    }
  }

  /** An index with nothing in it. */
  static async empty(): Promise<LexicalIndex> {
    const { default: Words } = await import('minisearch');
    return new LexicalIndex(new Words<IndexedWords>(options), { files: [] });
  }

  /** The index of a snapshot. Rejects when it is none. */
  static async restore(snapshot: LexicalSnapshot): Promise<LexicalIndex> {
    const { default: Words } = await import('minisearch');
    const words = await Words.loadJSONAsync<IndexedWords>(JSON.stringify(snapshot.words), options);
    return new LexicalIndex(words, snapshot);
  }

  /** Everything that can be found, by id. */
  get passages(): ReadonlyMap<string, Passage> {
    return this.#passages;
  }

  /** Paths of the files in it. */
  get paths(): readonly string[] {
    return [...this.#files.keys()];
  }

  /** Content hash of a file when it was put in; `undefined` for one that is not. */
  hashOf(path: string): string | undefined {
    return this.#files.get(path)?.sha256;
  }

  /** Puts a file in, in place of what was there of it. */
  put(path: string, hash: string, passages: readonly PassageText[]): void {
    this.drop(path);
    this.#files.set(path, { sha256: hash, ids: passages.map(({ id }) => id) });
    for (const { text, ...passage } of passages) {
      this.#passages.set(passage.id, passage);
      this.#words.add({ id: passage.id, path: passage.path ?? '', symbols: passage.symbols.join(' '), text });
    }
  }

  /** Takes a file out. One that is not there is fine. */
  drop(path: string): void {
    for (const id of this.#files.get(path)?.ids ?? []) {
      this.#passages.delete(id);
      if (this.#words.has(id)) this.#words.discard(id);
    }
    this.#files.delete(path);
  }

  /** Passages that share words with the text, best first. */
  search(text: string, limit: number): readonly RankedPassage[] {
    const found = this.#words.search(text.slice(0, longestQueryChars), { boost, bm25 });
    return found.slice(0, limit).map(({ id, score }) => ({ id: String(id), score }));
  }

  snapshot(): LexicalSnapshot {
    const passagesOf = (ids: readonly string[]): Passage[] => ids.flatMap((id) => this.#passages.get(id) ?? []);
    return { files: [...this.#files].map(([path, { sha256, ids }]) => [path, sha256, passagesOf(ids)]), words: this.#words.toJSON() };
  }
}

/** A task may be pages long; its beginning says what it is about. */
const longestQueryChars = 4_000;
