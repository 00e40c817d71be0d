import type { Breather } from '@artemis/code-index';
import type { MemoryGraphStore } from '../memory/memory-graph-store.ts';
import type { SnapshotHead } from './kept-state.ts';
import { packFile, type PackedFile } from './packed-files.ts';
import { sealLine } from './sealed-line.ts';

/** Nodes and numbers of edges in one line, about: what is written and read without a pause. */
const numbersPerLine = 5_000;

/**
 * The lines of a snapshot: its head, the files, and last the history. Others have the thread now and then, and the graph may change
 * meanwhile.
 *
 * @param head - Asked when all the rest is there.
 */
export async function snapshotText(
  store: MemoryGraphStore,
  head: () => Omit<SnapshotHead, 'version' | 'lines'>,
  breather: Breather,
): Promise<Buffer> {
  const lines: Buffer[] = [];
  let part: PackedFile[] = [];
  let numbers = 0;
  const endLine = (): void => {
    lines.push(Buffer.from(sealLine(part)));
    part = [];
    numbers = 0;
  };
  for (const path of [...store.paths]) {
    const packed = packFile(store, path);
    if (packed === null) continue;
    part.push(packed);
    numbers += packed[3].length + packed[4].length;
    if (numbers >= numbersPerLine) endLine();
    await breather.breathe();
  }
  endLine();
  lines.push(Buffer.from(sealLine(store.history())));
  return Buffer.concat([Buffer.from(sealLine({ version: 2, ...head(), lines: lines.length } satisfies SnapshotHead)), ...lines]);
}
