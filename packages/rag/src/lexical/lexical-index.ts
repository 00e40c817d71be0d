import { crc32 } from 'node:zlib';
import { Breather } from '@artemis/code-index';
import type { Clock } from '@artemis/core';
import type { Passage, PassageText } from '../corpus/passage.ts';
import { rankWords } from './rank-words.ts';
import { ShardBuilder } from './shard-builder.ts';
import { wordsOf } from './word-options.ts';
import type { WordShard } from './word-shard.ts';

/** A passage that was found. */
export interface RankedPassage {
  readonly passage: Passage;
  readonly score: number;
}

/** What becomes of the files of one shard. */
export interface ShardChange {
  /** Number of the shard. */
  readonly shard: number;
  /** Paths that are taken out. */
  readonly gone: readonly string[];
  /** Files that are put in, in place of what was there of them. What it gives is asked for one after the other. */
  readonly put: AsyncIterable<{ readonly path: string; readonly sha256: string; readonly passages: readonly PassageText[] }>;
}

/** Parts of an index. A change makes one of them anew. */
export const shardCount = 128;

/** The shard a file belongs to. */
export const shardOf = (path: string): number => crc32(path) % shardCount;

/** A task may be pages long; its beginning says what it is about. */
const longestQueryChars = 4_000;

/** Passages by their words, kept file by file, in shards that never change: a changed one takes the place of the old. */
export class LexicalIndex {
  readonly #clock: Clock;
  readonly #shards: (WordShard | null)[];

  /** @param shards - As an earlier index has left them. */
  constructor(clock: Clock, shards: readonly (WordShard | null)[] = []) {
    this.#clock = clock;
    this.#shards = Array.from({ length: shardCount }, (_, at) => shards[at] ?? null);
  }

  /** Passages that can be found. */
  get size(): number {
    return this.#filled.reduce((sum, { size }) => sum + size, 0);
  }

  /** Paths of the files in it. */
  get paths(): readonly string[] {
    return this.#filled.flatMap(({ files }) => [...files.keys()]);
  }

  /** Content hash of a file when it was put in; `undefined` for one that is not. */
  hashOf(path: string): string | undefined {
    return this.#shards[shardOf(path)]?.files.get(path)?.sha256;
  }

  /** Ids of everything that can be found. */
  *ids(): Iterable<string> {
    for (const shard of this.#filled) yield* shard.ids();
  }

  /** Gets ready for being asked by id. Without it the first such question takes a moment in which nothing else happens. */
  async locate(): Promise<void> {
    const breather = new Breather(this.#clock);
    for (const shard of this.#filled) {
      shard.numberOf('');
      await breather.breathe();
    }
  }

  /** Whether a passage with this id is in it. */
  has(id: string): boolean {
    return this.#filled.some((shard) => shard.numberOf(id) !== undefined);
  }

  /** The passage with this id. */
  passage(id: string): Passage | undefined {
    for (const shard of this.#filled) {
      const number = shard.numberOf(id);
      if (number !== undefined) return shard.passage(number);
    }
    return undefined;
  }

  /** Changes a shard, and gives what it is now; until then the old one serves. What `put` throws leaves it as it is. */
  async change({ shard, gone, put }: ShardChange): Promise<WordShard> {
    const breather = new Breather(this.#clock);
    const builder = await ShardBuilder.from(this.#shards[shard] ?? null);
    await breather.breathe();
    for (const path of gone) builder.drop(path);
    for await (const { path, sha256, passages } of put) {
      builder.put(path, sha256, passages);
      await breather.breathe();
    }
    await breather.breathe();
    const built = await builder.build(breather);
    this.#shards[shard] = built;
    return built;
  }

  /** Passages that share words with the text, best first. */
  async search(text: string, limit: number): Promise<readonly RankedPassage[]> {
    const words = wordsOf(text.slice(0, longestQueryChars));
    const ranked = await rankWords(this.#filled, words, limit, new Breather(this.#clock));
    return ranked.flatMap(({ shard, number, score }) => {
      const passage = shard.passage(number);
      return passage === undefined ? [] : [{ passage, score }];
    });
  }

  get #filled(): readonly WordShard[] {
    return this.#shards.filter((shard) => shard !== null);
  }
}
