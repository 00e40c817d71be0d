import type { FileDiff } from './file-diff.ts';

/** A line that was rewritten: its place before and after. Lines count from 1. */
export interface RewrittenLine {
  readonly old: number;
  readonly now: number;
}

/** Share of its words that a line must keep to count as rewritten, and not as another one. */
const leastKept = 0.5;
/** Longest block that is compared line by line with what replaced it, and most comparisons for a file: hostile texts get no more. */
const longestBlock = 40;
const mostCompared = 40_000;

/** The lines of a change that stand for an earlier line each: in a block that was replaced, the ones that are most alike, in order. */
export function rewrittenLines(diff: FileDiff): readonly RewrittenLine[] {
  let left = mostCompared;
  return [...Map.groupBy(diff.removed, ([, gap]) => gap)].flatMap(([gap, removed]) => {
    const old = removed.map(([line]) => line);
    const now = addedFrom(gap, diff.added);
    if (old.length > longestBlock || now.length > longestBlock) return [];
    left -= old.length * now.length;
    return left < 0 ? [] : pair(old, now, diff);
  });
}

function addedFrom(gap: number, added: ReadonlySet<number>): readonly number[] {
  const lines: number[] = [];
  for (let line = gap; added.has(line) && lines.length <= longestBlock; line++) lines.push(line);
  return lines;
}

function pair(old: readonly number[], now: readonly number[], diff: FileDiff): readonly RewrittenLine[] {
  const words = now.map((line) => wordsOf(diff.now[line - 1]));
  const pairs: RewrittenLine[] = [];
  let next = 0;
  for (const line of old) {
    const own = wordsOf(diff.old[line - 1]);
    const likeness = words.slice(next).map((other) => kept(own, other));
    const best = Math.max(0, ...likeness);
    if (best < leastKept) continue;
    const place = next + likeness.indexOf(best);
    pairs.push({ old: line, now: now[place] ?? 0 });
    next = place + 1;
  }
  return pairs;
}

const wordsOf = (text = ''): ReadonlySet<string> => new Set(text.slice(0, 400).match(/[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu));

/** Words both have, as a part of those of the longer one, 0 to 1. */
const kept = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  one.size === 0 || other.size === 0 ? 0 : one.intersection(other).size / Math.max(one.size, other.size);
