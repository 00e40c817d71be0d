import { join } from 'node:path';
import { Breather } from '@artemis/code-index';
import type { Clock, FileSystem } from '@artemis/core';
import { MemoryGraphStore } from '../memory/memory-graph-store.ts';
import { noChange } from '../model/graph-change.ts';
import type { GraphDocument } from '../model/graph-document.ts';
import type { SnapshotHead } from './kept-state.ts';
import { unpackEdges, unpackNodes, type PackedFile } from './packed-files.ts';
import { openLine } from './sealed-line.ts';

/** Name of the snapshot of a graph. */
export const snapshotFile = 'graph.jsonl';

/** What a folder held of a graph. */
export interface Snapshot {
  readonly store: MemoryGraphStore;
  /** `null` when there is none that can be used; the graph is then empty. */
  readonly head: SnapshotHead | null;
  /** Whether something was there and could not be read. */
  readonly damaged: boolean;
}

/** An empty graph of which nothing was kept. */
export const nothingKept = async (): Promise<Snapshot> => ({ store: await MemoryGraphStore.open(), head: null, damaged: false });

/**
 * Reads a graph; others have the thread now and then. What cannot be read counts as not there, and `damaged` says so.
 *
 * @throws KgError `ARTEMIS_E_KG_PACKAGE` when graphology cannot be loaded.
 */
export async function readSnapshot(folder: string, fileSystem: FileSystem, clock: Clock): Promise<Snapshot> {
  let bytes: Buffer;
  try {
    bytes = await fileSystem.readFile(join(folder, snapshotFile));
  } catch (error) {
    const damaged = !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
    return { ...(await nothingKept()), damaged };
  }
  const store = await MemoryGraphStore.open();
  const head = await restore(bytes, store, new Breather(clock));
  return head === null ? { ...(await nothingKept()), damaged: true } : { store, head, damaged: false };
}

/** Puts what lines say into a graph. @returns `null` when one of them is damaged or missing; the graph is then of no use. */
async function restore(bytes: Buffer, store: MemoryGraphStore, breather: Breather): Promise<SnapshotHead | null> {
  const lines = linesIn(bytes);
  const head = lines.next().value as Partial<SnapshotHead> | undefined;
  if (head?.version !== 2) return null;
  const edges: (readonly number[])[] = [];
  for (let left = Number(head.lines); left > 1; left--) {
    const files = lines.next().value as readonly PackedFile[] | undefined;
    if (files === undefined) return null;
    for (const file of files) {
      unpackNodes(store, file);
      edges.push(file[4]);
    }
    await breather.breathe();
  }
  for (const some of edges) {
    unpackEdges(store, some);
    await breather.breathe();
  }
  const history = lines.next().value as GraphDocument | undefined;
  if (history === undefined) return null;
  store.change({ ...noChange, ...history });
  return head as SnapshotHead;
}

/** What the lines hold, up to the first that is damaged. */
function* linesIn(bytes: Buffer): Generator<unknown, undefined> {
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, at);
    const value = end < 0 ? undefined : openLine(bytes.toString('utf8', at, end));
    if (value === undefined) return;
    yield value;
    at = end + 1;
  }
}
