import { decodeRecord, type JournalRecord } from './journal-record.ts';

/** What a journal file holds, and how much of it cannot be used. */
export interface JournalContent {
  readonly records: readonly JournalRecord[];
  /** Length of the usable beginning, in bytes. */
  readonly usableBytes: number;
  /** Why the rest is not used; `null` when everything is. `torn` is an unfinished last line, as a kill leaves it. */
  readonly damage: 'torn' | 'corrupt' | null;
}

const newline = 0x0a;

/** Reads records up to the first that is unfinished, damaged or out of order. What comes after it cannot be trusted. */
export function readJournal(bytes: Uint8Array): JournalContent {
  const records: JournalRecord[] = [];
  const decoder = new TextDecoder();
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(newline, start);
    if (end === -1) return { records, usableBytes: start, damage: 'torn' };
    const record = decodeRecord(decoder.decode(bytes.subarray(start, end)));
    if (record?.seq !== records.length + 1) return { records, usableBytes: start, damage: end === bytes.length - 1 ? 'torn' : 'corrupt' };
    records.push(record);
    start = end + 1;
  }
  return { records, usableBytes: start, damage: null };
}
