import type { PlanStep } from '@artemis/core';

/** The draft whose words the others share most; the first one of equals. How well a draft is written plays no part. */
export function mostAgreed<S extends PlanStep>(drafts: readonly (readonly S[])[]): readonly S[] {
  const words = drafts.map(wordsOf);
  const agreement = words.map((own) => words.reduce((sum, other) => sum + overlap(own, other), 0));
  return drafts[agreement.indexOf(Math.max(...agreement))] ?? [];
}

const wordsOf = (steps: readonly PlanStep[]): ReadonlySet<string> =>
  new Set(steps.flatMap(({ title }) => title.toLowerCase().match(/[\p{L}\p{N}_.-]{3,}/gu) ?? []));

/** Shared words as a part of all words, 0 to 1: a draft gains nothing by being long. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const all = one.union(other).size;
  return all === 0 ? 0 : one.intersection(other).size / all;
}
