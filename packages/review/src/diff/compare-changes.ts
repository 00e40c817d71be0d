import type { AppliedChange } from '@artemis/core';
import { diffFile, type FileDiff } from './file-diff.ts';
import { hasTestName, isTestPath } from './path-kind.ts';

/** Share of its lines a file must keep to count as moved. */
const leastKept = 0.6;
/** Most pairs of files that are compared line by line, and the longest of them, so that a change of everything costs no quadratic time. */
const mostPairs = 400;
const longestCompared = 200_000;

/** The changes file by file. A file that moved is compared with what it was, so that what it always held does not count as new. */
export function compareChanges(changes: readonly AppliedChange[]): readonly FileDiff[] {
  const origins = originsOf(changes);
  const moved = new Set([...origins.values()].map(({ path }) => path));
  return changes
    .filter(({ path }) => !moved.has(path))
    .map((change) => diffFile({ ...change, before: origins.get(change.path)?.before ?? change.before }));
}

/** For each new file that was moved here, the deleted one it was. */
function originsOf(changes: readonly AppliedChange[]): ReadonlyMap<string, AppliedChange> {
  const made = changes.filter(({ before, after }) => before === null && after !== null && after !== '');
  const gone = new Set(changes.filter(({ before, after }) => after === null && before !== null && before !== ''));
  const origins = new Map<string, AppliedChange>();
  const take = (path: string, origin: AppliedChange | undefined): void => {
    if (!origin) return;
    gone.delete(origin);
    origins.set(path, origin);
  };
  for (const { path, after } of made)
    take(
      path,
      Iterator.from(gone).find((one) => one.before === after && isSameKind(one.path, path)),
    );
  const left = made.filter(({ path, after }) => !origins.has(path) && (after?.length ?? 0) <= longestCompared);
  if (left.length * gone.size <= mostPairs) for (const { path, after } of left) take(path, likest(path, after ?? '', gone));
  return origins;
}

function likest(path: string, after: string, gone: ReadonlySet<AppliedChange>): AppliedChange | undefined {
  return [...gone]
    .filter((one) => isSameKind(one.path, path) && (one.before?.length ?? 0) <= longestCompared)
    .map((one) => ({ one, kept: keptLines(one.before ?? '', after) }))
    .filter(({ kept }) => kept >= leastKept)
    .toSorted((first, second) => second.kept - first.kept)[0]?.one;
}

/** A test that becomes something else has not moved: it is gone. */
const isSameKind = (from: string, to: string): boolean =>
  endingOf(from) === endingOf(to) && isTestPath(from) === isTestPath(to) && hasTestName(from) === hasTestName(to);

const endingOf = (path: string): string => /\.[^./]+$/.exec(path)?.[0] ?? '';

/** Lines both texts have, as a part of the longer one, 0 to 1. */
function keptLines(before: string, after: string): number {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const longer = Math.max(old.length, now.length);
  const counts = new Map<string, number>();
  for (const line of old) counts.set(line, (counts.get(line) ?? 0) + 1);
  let kept = 0;
  for (const line of now) {
    const left = counts.get(line) ?? 0;
    if (left > 0) kept++;
    counts.set(line, left - 1);
  }
  return kept / longer;
}
