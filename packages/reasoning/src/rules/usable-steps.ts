import { sanitizeLine, type PlanStep } from '@artemis/core';

const longestTitle = 200;
const mostSteps = 20;

/**
 * The steps that can be shown and followed: one clean line each, none twice, at most twenty. What comes from a model is data: it
 * cannot break out of its line, and the marks that frame quoted text are taken out of it.
 */
export function usableSteps<S extends PlanStep>(steps: readonly S[]): readonly S[] {
  const byKey = new Map<string, S>();
  for (const step of steps) {
    const title = sanitizeLine(step.title.replaceAll(/<{3,}|>{3,}/g, ' '), longestTitle).trim();
    const key = title.toLowerCase();
    if (/\p{L}/u.test(title) && !byKey.has(key)) byKey.set(key, { ...step, title });
  }
  return [...byKey.values()].slice(0, mostSteps);
}
