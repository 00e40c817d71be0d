import { join } from 'node:path';
import type { FileSystem } from '@artemis/core';
import type { FileSlice } from '../model/file-slice.ts';
import { noChange, type GraphChange } from '../model/graph-change.ts';
import type { GraphDocument } from '../model/graph-document.ts';
import type { JournalHead, JournalLine, NumberedChange, SnapshotHead } from './kept-state.ts';
import { openLine, sealLine } from './sealed-line.ts';

/** Names of the two files of a kept graph. */
export const snapshotFile = 'graph.jsonl';
export const journalFile = 'journal.jsonl';

/** What a folder held of a graph. */
export interface KeptGraph {
  /** The graph as of the snapshot, as one change. */
  readonly base: GraphChange;
  /** Number of the last write in it. */
  readonly number: number;
  /** `null` when there is no journal that can be read. */
  readonly head: JournalHead | null;
  /** Writes on record, in order. Some may be in the snapshot too. */
  readonly changes: readonly NumberedChange[];
  /** Whether something was there and could not be read. */
  readonly damaged: boolean;
}

/** Reads a kept graph. Never rejects: what cannot be read counts as not there, and `damaged` says so. */
export async function readKeptGraph(folder: string, fileSystem: FileSystem): Promise<KeptGraph> {
  const snapshot = await readLines(join(folder, snapshotFile), fileSystem);
  const journal = await readLines(join(folder, journalFile), fileSystem);
  const [first, ...rest] = journal.lines as readonly JournalLine[];
  const head = first !== undefined && 'head' in first && first.head.version === 1 ? first.head : null;
  const changes = head === null ? [] : rest.filter((line): line is NumberedChange => 'change' in line);
  const applied = Math.max(head?.applied ?? 0, ...rest.map((line) => ('applied' in line ? line.applied : 0)));
  const read = readSnapshot(snapshot.lines);
  return {
    base: read?.base ?? noChange,
    number: read?.number ?? 0,
    head: head && { ...head, applied },
    changes: withoutGap(changes, read?.number ?? 0),
    damaged: journal.damaged || (snapshot.found && read === null) || (head === null && journal.found),
  };
}

/** The lines of a snapshot: its head, the slices, and last the history. */
export function snapshotLines(number: number, slices: readonly FileSlice[], history: GraphDocument): string {
  const head: SnapshotHead = { version: 1, number, lines: slices.length + 1 };
  return [head, ...slices, history].map(sealLine).join('');
}

function readSnapshot(lines: readonly unknown[]): { readonly base: GraphChange; readonly number: number } | null {
  const [head, ...rest] = lines as readonly [SnapshotHead?, ...unknown[]];
  if (head?.version !== 1 || rest.length !== head.lines) return null;
  const history = rest.at(-1) as GraphDocument;
  return { base: { drop: [], put: rest.slice(0, -1) as FileSlice[], nodes: history.nodes, edges: history.edges }, number: head.number };
}

/** Writes in order, each once; what comes after a gap does not belong to this snapshot. */
function withoutGap(changes: readonly NumberedChange[], number: number): readonly NumberedChange[] {
  const kept: NumberedChange[] = [];
  for (const change of changes) {
    const next = (kept.at(-1)?.number ?? Math.min(number, change.number - 1)) + 1;
    if (change.number > next) break;
    if (change.number === next) kept.push(change);
  }
  return kept;
}

interface Lines {
  readonly lines: readonly unknown[];
  readonly found: boolean;
  readonly damaged: boolean;
}

/** The lines of a file up to the first that is damaged. A torn last line is what a crash leaves; it counts as damage all the same. */
async function readLines(path: string, fileSystem: FileSystem): Promise<Lines> {
  let text: string;
  try {
    text = await fileSystem.readFile(path, 'utf8');
  } catch (error) {
    const found = !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
    return { lines: [], found, damaged: found };
  }
  const lines: unknown[] = [];
  for (const line of text.split('\n')) {
    const value = line === '' ? undefined : openLine(line);
    if (value === undefined) return { lines, found: true, damaged: line !== '' };
    lines.push(value);
  }
  return { lines, found: true, damaged: false };
}
