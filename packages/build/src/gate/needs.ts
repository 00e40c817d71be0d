import type { GateFacts } from './gate-facts.ts';
import { failingWithout, reachesForHarness } from './evidence.ts';
import { saidYes } from './run-facts.ts';
import { fateOfTests } from './tampering.ts';
import { realTests } from './test-sets.ts';

/** Whether the old tests have to be run with the new code: some were changed, or what decides how they run was. */
export const needsOriginal = ({ changes, before }: GateFacts): boolean =>
  before !== null &&
  before.tests.length > 0 &&
  (changes.touchedTestFiles.length > 0 || changes.configs.length > 0 || changes.tests.some(({ before: text }) => text !== null));

/** Whether the new tests have to be run on the old code: a test that was red and has been mended shows as much, for nothing. */
export function needsWithout(facts: GateFacts): boolean {
  const { changes, after } = facts;
  if (!saidYes(after) || changes.sources.length === 0 || changes.testFiles.length === 0) return false;
  const { mended, rewritten } = fateOfTests(facts);
  return mended.length === 0 || rewritten.length > 0;
}

/** Whether defects have to be planted: nothing else shows that a test depends on the change, or the change reaches for the harness. */
export function needsPlanted(facts: GateFacts): boolean {
  const { after, changes } = facts;
  if (!saidYes(after) || changes.sources.length === 0) return false;
  if (after.report === 'read' && realTests(after, 'passed').length === 0) return false;
  if (reachesForHarness(facts)) return true;
  return fateOfTests(facts).mended.length === 0 && failingWithout(facts).length === 0;
}

/** Whether expectations have to be bent: before anything is believed, the tests it rests on have to show that they can fail. */
export function needsBent(facts: GateFacts): boolean {
  if (!saidYes(facts.after) || facts.after.report === 'none') return false;
  return (
    fateOfTests(facts).mended.length > 0 || failingWithout(facts).length > 0 || facts.planted.some(({ caughtBy }) => caughtBy.length > 0)
  );
}
