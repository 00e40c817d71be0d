import type { BuildBaseline } from '@artemis/core';
import { readBaseline } from './baseline-facts.ts';

/**
 * Paths that a run with locked tests may not change, relative to the project: every test, and everything that decides which tests
 * run, as they were before the run.
 *
 * @returns Empty when no gate of this package took the baseline; nothing can be locked then, and the caller has to say so.
 */
export const lockedPaths = (baseline: BuildBaseline | null): readonly string[] => readBaseline(baseline)?.locked ?? [];
