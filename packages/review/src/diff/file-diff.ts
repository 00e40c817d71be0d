import type { AppliedChange } from '@artemis/core';
import { matchLines } from './match-lines.ts';

/** What a change did to one file, line by line. Lines count from 1. */
export interface FileDiff {
  readonly path: string;
  readonly isNew: boolean;
  readonly isDeleted: boolean;
  /** Lines before the change; none for a new file. */
  readonly old: readonly string[];
  /** Lines after the change; none for a deleted file. */
  readonly now: readonly string[];
  /** Lines of `now` that were added or altered. */
  readonly added: ReadonlySet<number>;
  /** For each line of `old` that is gone, the line of `now` that stands where it was. */
  readonly removed: ReadonlyMap<number, number>;
}

/** Compares the text before a change with the text after it. */
export function diffFile({ path, before, after }: AppliedChange): FileDiff {
  const [old, now] = [linesOf(before), linesOf(after)];
  const matches = matchLines(old, now);
  const kept = new Set(matches);
  const added = new Set(
    now
      .keys()
      .filter((place) => !kept.has(place))
      .map((place) => place + 1),
  );
  const removed = new Map<number, number>();
  let next = 0;
  for (const [place, match] of matches.entries()) {
    if (match < 0) removed.set(place + 1, Math.min(next + 1, Math.max(now.length, 1)));
    else next = match + 1;
  }
  return { path, isNew: before === null, isDeleted: after === null, old, now, added, removed };
}

/** Line ends are not compared, and the one at the end of a file begins no further line. */
function linesOf(text: string | null): readonly string[] {
  if (text === null || text === '') return [];
  const lines = text.split(/\r?\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** Lines a finding may stand at: those that were added, and those where something was taken away. */
export const changedLines = ({ added, removed }: FileDiff): ReadonlySet<number> => new Set([...added, ...removed.values()]);

/** Lines a change has added or taken away. */
export const changeSize = ({ added, removed }: FileDiff): number => added.size + removed.size;
