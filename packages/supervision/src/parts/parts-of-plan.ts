import { sanitizeLine, type Plan } from '@artemis/core';
import { objectionTo } from './check-parts.ts';
import type { Part } from './part.ts';

/** A word that may be a path: it ends like a file, or in a slash. */
const pathLike = /(?:[\w@.+-]+\/)*(?:[\w@.+-]*[\w@+-]\.[A-Za-z]\w{0,9}|[\w@.+-]+\/)(?![\w/])/g;

/**
 * Takes the steps of a plan for parts, where each step names files of its own. No model is asked.
 *
 * @param files - Files of the project. A word without a slash is a file only when it is one of them.
 * @returns `null` when the plan does not say who would change what.
 */
export function partsOfPlan({ steps }: Plan, files: readonly string[]): readonly Part[] | null {
  const known = new Set(files);
  const parts = steps.map((step): Part => {
    const title = sanitizeLine(step.title, 200);
    const words = [...title.matchAll(pathLike)].map(([word]) => word);
    return { title, files: [...new Set(words.filter((word) => known.has(word) || word.includes('/')))] };
  });
  return parts.length > 1 && objectionTo(parts) === null ? parts : null;
}
