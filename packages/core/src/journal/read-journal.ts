import type { FileHandle } from 'node:fs/promises';
import { RecordReader, type PlacedRecord } from './record-reader.ts';

const pieceBytes = 256 * 1024;

/** Pieces of a file from an offset to its end. */
export async function* piecesOf(file: FileHandle, from = 0): AsyncGenerator<Uint8Array> {
  for (let at = from; ;) {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(pieceBytes), 0, pieceBytes, at);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

/**
 * Reads a journal in pieces: of a large one, no more than a piece and its longest line are in memory at a time.
 *
 * @param reader - Knows how much of the file was of use once the reading has ended.
 * @returns Its records, some at a time.
 * @throws ArtemisError `ARTEMIS_E_STATE` for a journal of another format; the system's error when the file cannot be read.
 */
export async function* readJournal(file: FileHandle, reader = new RecordReader()): AsyncGenerator<readonly PlacedRecord[]> {
  for await (const piece of piecesOf(file)) {
    yield reader.push(piece);
    if (reader.isOver) return;
  }
}
