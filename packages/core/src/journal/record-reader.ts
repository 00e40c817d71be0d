import { decodeRecord, type JournalRecord } from './journal-record.ts';

/** A record, and where its line stands in the file. */
export interface PlacedRecord {
  readonly record: JournalRecord;
  /** Offset of the line in the file, in bytes. */
  readonly at: number;
  /** Length of the line without its newline. */
  readonly bytes: number;
}

/** Why the end of a journal is not used: `torn` is an unfinished last line, as a kill leaves it. */
export type Damage = 'torn' | 'corrupt';

/** Longest line that is written or read, in bytes: a file without newlines must not fill the memory. */
export const longestLineBytes = 256 * 1024 * 1024;

const newline = 0x0a;

/**
 * Reads a journal that comes in pieces, up to the first record that is unfinished, damaged or out of order. What comes after it
 * cannot be trusted. Nothing of what was read is kept.
 */
export class RecordReader {
  /** Pieces of the line that has begun. */
  #begun: Uint8Array[] = [];
  #begunBytes = 0;
  #usableBytes = 0;
  #records = 0;
  #damage: Damage | null = null;

  /** Length of the usable beginning, in bytes. */
  get usableBytes(): number {
    return this.#usableBytes;
  }

  /** Records read so far. */
  get records(): number {
    return this.#records;
  }

  /** Why the rest is not used, as far as it is known; `null` when everything is. It is final after the last piece. */
  get damage(): Damage | null {
    return this.#damage ?? (this.#begunBytes > 0 ? 'torn' : null);
  }

  /** True when further pieces change nothing any more. */
  get isOver(): boolean {
    return this.#damage === 'corrupt';
  }

  /**
   * Takes the next piece of the file.
   *
   * @returns The records that end in it.
   * @throws ArtemisError `ARTEMIS_E_STATE` for a line of another format.
   */
  push(piece: Uint8Array): readonly PlacedRecord[] {
    const records: PlacedRecord[] = [];
    let start = 0;
    // Whatever follows a bad line, it was not the last one.
    if (this.#damage && piece.length > 0) this.#damage = 'corrupt';
    while (!this.#damage && start < piece.length) {
      const end = piece.indexOf(newline, start);
      if (end === -1) this.#begin(piece.subarray(start));
      else this.#finish(piece.subarray(start, end), records, end + 1 === piece.length);
      start = end === -1 ? piece.length : end + 1;
    }
    return records;
  }

  #begin(part: Uint8Array): void {
    this.#begun.push(part);
    this.#begunBytes += part.length;
    if (this.#begunBytes > longestLineBytes) this.#damage = 'corrupt';
  }

  #finish(part: Uint8Array, records: PlacedRecord[], isEndOfPiece: boolean): void {
    const line = this.#begun.length === 0 ? part : Buffer.concat([...this.#begun, part]);
    this.#begun = [];
    this.#begunBytes = 0;
    const record = decodeRecord(asBuffer(line));
    if (record?.seq !== this.#records + 1) {
      this.#damage = isEndOfPiece ? 'torn' : 'corrupt';
      return;
    }
    records.push({ record, at: this.#usableBytes, bytes: line.length });
    this.#records++;
    this.#usableBytes += line.length + 1;
  }
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
