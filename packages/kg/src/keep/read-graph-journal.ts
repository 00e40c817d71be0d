import { join } from 'node:path';
import type { FileSystem } from '@artemis/core';
import type { JournalHead, JournalLine, NumberedChange } from './kept-state.ts';
import { openLine } from './sealed-line.ts';

/** Name of the journal of a graph. */
export const journalFile = 'journal.jsonl';

/** What a folder held of the writes to a graph. */
export interface GraphJournal {
  /** `null` when there is no journal that can be read. */
  readonly head: JournalHead | null;
  /** Writes on record, in order. Some may be in the snapshot too. */
  readonly changes: readonly NumberedChange[];
  /** Whether something was there and could not be read. */
  readonly damaged: boolean;
}

/**
 * Reads the journal of a graph. Never rejects: what cannot be read counts as not there, and `damaged` says so.
 *
 * @param number - Of the last write that is in the snapshot.
 */
export async function readGraphJournal(folder: string, number: number, fileSystem: FileSystem): Promise<GraphJournal> {
  const journal = await readLines(join(folder, journalFile), fileSystem);
  const [first, ...rest] = journal.lines as readonly JournalLine[];
  const head = first !== undefined && 'head' in first && first.head.version === 1 ? first.head : null;
  const changes = head === null ? [] : rest.filter((line): line is NumberedChange => 'change' in line);
  const applied = Math.max(head?.applied ?? 0, ...rest.map((line) => ('applied' in line ? line.applied : 0)));
  return {
    head: head && { ...head, applied },
    changes: withoutGap(changes, number),
    damaged: journal.damaged || (head === null && journal.found),
  };
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
