import { languages } from '../language/languages.ts';
import type { IndexedFile } from '../model/indexed-file.ts';
import type { PackedSource } from '../packed/packed-source.ts';
import { packedOf, storedFile, type FileHead } from '../packed/stored-file.ts';

/** Line break of the one-line part in front. */
const lineBreak = 10;

type HeadRow = readonly [
  path: string,
  language: FileHead['language'],
  sha256: string,
  bytes: number,
  stamp: string,
  isTest: 0 | 1,
  /** Bytes of the three packed texts, which follow each other. */
  symbols: number,
  imports: number,
  references: number,
];

/** Files as one text: a line with the head of each, then what was found in them, packed, without anything between. */
export function writeShard(files: readonly IndexedFile[]): string {
  const rows: HeadRow[] = [];
  const texts: string[] = [];
  for (const file of files) {
    const { symbols, imports, references } = packedOf(file);
    const { path, language, sha256, bytes, stamp, isTest } = file;
    const lengths = [Buffer.byteLength(symbols), Buffer.byteLength(imports), Buffer.byteLength(references)] as const;
    rows.push([path, language, sha256, bytes, stamp, isTest ? 1 : 0, ...lengths]);
    texts.push(symbols, imports, references);
  }
  return `${JSON.stringify(rows)}\n${texts.join('')}`;
}

/** The files of {@link writeShard}; only their heads are read. `null` for what is none. */
export function readShard(bytes: Buffer): IndexedFile[] | null {
  const end = bytes.indexOf(lineBreak);
  const rows = rowsOf(bytes.toString('utf8', 0, Math.max(end, 0)));
  if (rows === null) return null;
  const files: IndexedFile[] = [];
  let at = end + 1;
  for (const [path, language, sha256, size, stamp, isTest, ...lengths] of rows) {
    files.push(storedFile({ path, language, sha256, bytes: size, stamp, isTest: isTest === 1 }, new StoredParts(bytes, at, lengths)));
    at += lengths[0] + lengths[1] + lengths[2];
  }
  return at === bytes.length ? files : null;
}

/** The packed texts of a file, still among the bytes of its shard. */
class StoredParts implements PackedSource {
  readonly #bytes: Buffer;
  readonly #at: number;
  readonly #lengths: readonly [number, number, number];

  constructor(bytes: Buffer, at: number, lengths: readonly [number, number, number]) {
    this.#bytes = bytes;
    this.#at = at;
    this.#lengths = lengths;
  }

  get symbols(): string {
    return this.#text(this.#at, this.#lengths[0]);
  }

  get imports(): string {
    return this.#text(this.#at + this.#lengths[0], this.#lengths[1]);
  }

  get references(): string {
    return this.#text(this.#at + this.#lengths[0] + this.#lengths[1], this.#lengths[2]);
  }

  #text(from: number, length: number): string {
    return this.#bytes.toString('utf8', from, from + length);
  }
}

function rowsOf(text: string): readonly HeadRow[] | null {
  let rows: unknown;
  try {
    rows = JSON.parse(text);
  } catch {
    return null;
  }
  return Array.isArray(rows) && rows.every(isHeadRow) ? rows : null;
}

function isHeadRow(value: unknown): value is HeadRow {
  if (!Array.isArray(value) || value.length !== 9) return false;
  const [path, language, sha256, bytes, stamp, isTest, ...lengths] = value as readonly unknown[];
  if (![path, sha256, stamp].every((text) => typeof text === 'string') || typeof bytes !== 'number' || typeof isTest !== 'number')
    return false;
  if (language !== null && !(typeof language === 'string' && Object.hasOwn(languages, language))) return false;
  return lengths.every((length) => Number.isSafeInteger(length) && Number(length) >= 0);
}
