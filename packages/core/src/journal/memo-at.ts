import type { FileHandle } from 'node:fs/promises';
import { decodeRecord } from './journal-record.ts';

/** Where the line of a memo stands. */
export interface MemoPlace {
  /** Offset in the file, in bytes. */
  readonly at: number;
  /** Length without the newline. */
  readonly bytes: number;
}

/**
 * Reads a memo from where it stands.
 *
 * @returns `null` when it is not there any more as it was written.
 */
export async function memoAt(file: FileHandle, { at, bytes }: MemoPlace, key: string): Promise<{ readonly value: unknown } | null> {
  const line = Buffer.alloc(bytes);
  for (let have = 0; have < bytes;) {
    const { bytesRead } = await file.read(line, have, bytes - have, at + have);
    if (bytesRead === 0) return null;
    have += bytesRead;
  }
  const entry = decodeRecord(line)?.entry;
  return entry?.kind === 'memo' && entry.key === key ? { value: entry.value } : null;
}
