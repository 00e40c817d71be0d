import type { AsPlainObject } from 'minisearch';
import type MiniSearch from 'minisearch';
import type { Breather } from '@artemis/code-index';
import type { Passage, PassageText } from '../corpus/passage.ts';
import { fieldIds, wordOptions, type IndexedWords } from './word-options.ts';
import { WordShard, type ShardFile, type ShardHead } from './word-shard.ts';

/** Words that are written before others are let in. */
const wordsAtOnce = 1_000;

interface BuiltFile extends ShardFile {
  readonly passages: readonly Passage[];
}

/** Makes a shard out of an earlier one and of what changed. The words are kept by MiniSearch meanwhile. */
export class ShardBuilder {
  readonly #words: MiniSearch<IndexedWords>;
  readonly #files: Map<string, BuiltFile>;
  #nextNumber: number;

  private constructor(words: MiniSearch<IndexedWords>, files: readonly BuiltFile[], nextNumber: number) {
    this.#words = words;
    this.#files = new Map(files.map((file) => [file.path, file]));
    this.#nextNumber = nextNumber;
  }

  /** A builder that goes on from a shard, or with nothing. */
  static async from(shard: WordShard | null): Promise<ShardBuilder> {
    const { default: Words } = await import('minisearch');
    if (shard === null) return new ShardBuilder(new Words<IndexedWords>(wordOptions), [], 0);
    const files = [...shard.files.values()].map((file) => ({ ...file, passages: shard.passagesOf(file) }));
    return new ShardBuilder(Words.loadJS<IndexedWords>(plainOf(shard), wordOptions), files, shard.nextNumber);
  }

  /** Puts a file in, in place of what was there of it. */
  put(path: string, sha256: string, passages: readonly PassageText[]): void {
    this.drop(path);
    const first = this.#nextNumber;
    this.#files.set(path, { path, sha256, first, count: passages.length, passages: passages.map(withoutText) });
    for (const { path: place, symbols, text } of passages) {
      this.#words.add({ id: this.#nextNumber++, path: place ?? '', symbols: symbols.join(' '), text });
    }
  }

  /** Takes a file out. One that is not there is fine. */
  drop(path: string): void {
    const { first = 0, count = 0 } = this.#files.get(path) ?? {};
    for (let number = first; number < first + count; number++) this.#words.discard(number);
    this.#files.delete(path);
  }

  /** The shard. */
  async build(breather: Breather): Promise<WordShard> {
    if (this.#words.dirtCount > 0) await this.#words.vacuum({ batchSize: Infinity, batchWait: 0 });
    await breather.breathe();
    const { index, fieldLength, averageFieldLength } = this.#words.toJSON();
    await breather.breathe();
    const parts = [...this.#headParts(fieldLength, averageFieldLength)];
    index.sort(([one], [other]) => (one < other ? -1 : 1));
    for (let at = 0; at < index.length; at += wordsAtOnce) {
      const words = index.slice(at, at + wordsAtOnce).map(([word, postings]) => `${word}\t${JSON.stringify(postings)}\n`);
      parts.push(Buffer.from(words.join('')));
      await breather.breathe();
    }
    return new WordShard(Buffer.concat(parts));
  }

  *#headParts(fieldLength: AsPlainObject['fieldLength'], averages: readonly number[]): Iterable<Buffer> {
    const files = [...this.#files.values()];
    const passages = files.map((file) => Buffer.from(`${JSON.stringify(file.passages)}\n`));
    const head: ShardHead = {
      nextNumber: this.#nextNumber,
      averages,
      files: files.map(({ path, sha256, first, count }, at) => [path, sha256, first, count, passages[at]?.length ?? 0]),
    };
    const ids = files.flatMap((file) => file.passages.map(({ id }) => id));
    const lengths = files.flatMap(({ first, count }) => Array.from({ length: count }, (_, at) => fieldLength[String(first + at)] ?? []));
    yield Buffer.from(`${JSON.stringify(head)}\n${ids.join('')}\n${JSON.stringify(lengths)}\n`);
    yield* passages;
  }
}

const withoutText = ({ id, path, startLine, endLine, offset, chars, symbols }: PassageText): Passage => ({
  id,
  path,
  startLine,
  endLine,
  offset,
  chars,
  symbols,
});

/** A shard the way MiniSearch writes itself. */
function plainOf(shard: WordShard): AsPlainObject {
  const numbers = [...shard.files.values()].flatMap(({ first, count }) => Array.from({ length: count }, (_, at) => first + at));
  return {
    documentCount: shard.size,
    nextId: shard.nextNumber,
    documentIds: Object.fromEntries(numbers.map((number) => [number, number])),
    fieldIds,
    fieldLength: Object.fromEntries(numbers.map((number) => [number, [...shard.lengthsOf(number)]])),
    averageFieldLength: [...shard.averages],
    storedFields: {},
    dirtCount: 0,
    index: [...shard.words()].map(([word, postings]) => [word, postings]),
    serializationVersion: 2,
  };
}
