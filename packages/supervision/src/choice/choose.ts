import type { Candidate } from './candidate.ts';
import { placeOf, standingOf } from './standing.ts';

/** Who was chosen, and why. */
export interface Choice {
  readonly chosen: Candidate;
  /** One sentence for the reader. */
  readonly reason: string;
}

/**
 * Chooses among finished work: by what the gate said, then the smaller change, then the order of the developers. Nothing a developer
 * has written about its work is looked at, nor who was first.
 */
export function choose(candidates: readonly [Candidate, ...Candidate[]]): Choice {
  const [first, second] = candidates.toSorted(compare) as [Candidate, Candidate?];
  return { chosen: first, reason: reasonFor(first, second, candidates) };
}

function compare(one: Candidate, other: Candidate): number {
  return (
    placeOf(standingOf(one)) - placeOf(standingOf(other)) || one.size.lines - other.size.lines || one.worker.index - other.worker.index
  );
}

function reasonFor(chosen: Candidate, next: Candidate | undefined, all: readonly Candidate[]): string {
  const standing = standingOf(chosen);
  const equals = all.filter((one) => standingOf(one) === standing).length;
  const lines = `${chosen.size.lines} changed line${chosen.size.lines === 1 ? '' : 's'}`;
  const what = said[standing];
  if (!next) return `${what}, ${lines}; nobody else made anything`;
  if (equals === 1) return `${what}, ${lines}; of the others none got as far`;
  if (next.size.lines === chosen.size.lines) return `${what}, ${lines}; the first of ${equals} alike`;
  return `${what}, ${lines}: the smallest change of ${equals} alike`;
}

const said = {
  passed: 'its gate passed',
  'passed without evidence': 'its gate passed, without evidence that it could have failed',
  inconclusive: 'its gate proves nothing',
  'not built': 'no gate could run',
  failed: 'its gate failed',
  'changes nothing': 'it changed nothing',
} as const;
