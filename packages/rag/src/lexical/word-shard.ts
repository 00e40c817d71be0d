import type { Passage } from '../corpus/passage.ts';
import { idDigits } from '../corpus/passage.ts';

/** A file in a shard. */
export interface ShardFile {
  readonly path: string;
  /** Of its content when it was put in. */
  readonly sha256: string;
  /** Numbers of its passages: from this one on. */
  readonly first: number;
  readonly count: number;
}

/** A file with the place of its passages among the bytes of a shard. */
interface StoredFile extends ShardFile, BytePlace {}

/** A place among the bytes of a shard. */
export interface BytePlace {
  readonly from: number;
  readonly to: number;
}

/** Postings of one word as MiniSearch writes them: by field and passage, how often it comes. */
export type Postings = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What stands in the first line of a shard. */
export interface ShardHead {
  /** Number the next passage gets. */
  readonly nextNumber: number;
  /** Mean length by field, as MiniSearch counts it. */
  readonly averages: readonly number[];
  /** Path, hash, first number, passages, and bytes of the line with those. */
  readonly files: readonly (readonly [path: string, sha256: string, first: number, count: number, bytes: number])[];
}

const lineBreak = 10;
const tab = 9;

/**
 * Words and passages of some files as one piece of bytes, as it lies on disk. Only what is asked for is unpacked: a question needs a
 * few words of the many, and an answer a few of the passages.
 *
 * A line with the head, one with the ids of the passages, one with their lengths, one with the passages of each file, and one with the
 * postings of each word, sorted by word.
 */
export class WordShard {
  readonly bytes: Buffer;
  /** By path. */
  readonly files: ReadonlyMap<string, StoredFile>;
  readonly averages: readonly number[];
  readonly nextNumber: number;
  /** Passages in it. */
  readonly size: number;
  readonly #list: readonly StoredFile[];
  readonly #idsFrom: number;
  readonly #lengthsFrom: number;
  readonly #wordsFrom: number;
  #lengths: readonly (readonly number[])[] | null = null;
  #numbers: ReadonlyMap<string, number> | null = null;

  /** @throws Error for bytes that are no shard. */
  constructor(bytes: Buffer) {
    const headEnd = bytes.indexOf(lineBreak);
    const { nextNumber, averages, files } = JSON.parse(bytes.toString('utf8', 0, headEnd)) as ShardHead;
    this.bytes = bytes;
    this.nextNumber = nextNumber;
    this.averages = averages;
    this.size = files.reduce((sum, [, , , count]) => sum + count, 0);
    this.#idsFrom = headEnd + 1;
    this.#lengthsFrom = this.#idsFrom + this.size * idDigits + 1;
    let at = bytes.indexOf(lineBreak, this.#lengthsFrom) + 1;
    this.#list = files.map(([path, sha256, first, count, length]) => {
      at += length;
      return { path, sha256, first, count, from: at - length, to: at };
    });
    this.files = new Map(this.#list.map((file) => [file.path, file]));
    this.#wordsFrom = at;
  }

  /** Ids of the passages, in the order of their numbers. */
  *ids(): Iterable<string> {
    for (let at = this.#idsFrom; at < this.#lengthsFrom - 1; at += idDigits) yield this.bytes.toString('latin1', at, at + idDigits);
  }

  /** Number of the passage with this id. The first such question unpacks all ids. */
  numberOf(id: string): number | undefined {
    this.#numbers ??= this.#numbersById();
    return this.#numbers.get(id);
  }

  /** The passage with this number. */
  passage(number: number): Passage | undefined {
    const file = this.#list.findLast(({ first, count }) => count > 0 && first <= number);
    if (file === undefined || number >= file.first + file.count) return undefined;
    return this.passagesOf(file)[number - file.first];
  }

  /** The passages of a file of this shard, in the order of their numbers. */
  passagesOf({ path }: Pick<ShardFile, 'path'>): readonly Passage[] {
    const file = this.files.get(path);
    return file === undefined ? [] : (JSON.parse(this.bytes.toString('utf8', file.from, file.to)) as readonly Passage[]);
  }

  /** Lengths of a passage by field, as MiniSearch counts them. */
  lengthsOf(number: number): readonly number[] {
    this.#lengths ??= this.#lengthsByNumber();
    return this.#lengths[number] ?? [];
  }

  /** Where the postings of a word are; `null` when no passage has it. */
  find(word: string): BytePlace | null {
    let low = this.#wordsFrom;
    let high = this.bytes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const from = middle === low ? low : Math.max(this.bytes.lastIndexOf(lineBreak, middle - 1) + 1, low);
      const wordEnd = this.bytes.indexOf(tab, from);
      const to = this.bytes.indexOf(lineBreak, wordEnd);
      if (wordEnd < 0 || to < 0) return null;
      const found = this.bytes.toString('utf8', from, wordEnd);
      if (found === word) return { from: wordEnd + 1, to };
      if (found < word) low = to + 1;
      else high = from;
    }
    return null;
  }

  /** What stands at a place. */
  postings({ from, to }: BytePlace): Postings {
    return JSON.parse(this.bytes.toString('latin1', from, to)) as Postings;
  }

  /** Every word with its postings. */
  *words(): Iterable<readonly [word: string, postings: Postings]> {
    for (let at = this.#wordsFrom; at < this.bytes.length;) {
      const wordEnd = this.bytes.indexOf(tab, at);
      const to = this.bytes.indexOf(lineBreak, wordEnd);
      yield [this.bytes.toString('utf8', at, wordEnd), this.postings({ from: wordEnd + 1, to })];
      at = to + 1;
    }
  }

  #numbersById(): ReadonlyMap<string, number> {
    const ids = this.ids()[Symbol.iterator]();
    const numbers = new Map<string, number>();
    for (const { first, count } of this.#list) {
      for (let number = first; number < first + count; number++) numbers.set(String(ids.next().value), number);
    }
    return numbers;
  }

  #lengthsByNumber(): readonly (readonly number[])[] {
    const end = this.bytes.indexOf(lineBreak, this.#lengthsFrom);
    const rows = JSON.parse(this.bytes.toString('latin1', this.#lengthsFrom, end)) as readonly (readonly number[])[];
    const lengths: (readonly number[])[] = [];
    let row = 0;
    for (const { first, count } of this.#list) {
      for (let number = first; number < first + count; number++) lengths[number] = rows[row++] ?? [];
    }
    return lengths;
  }
}
