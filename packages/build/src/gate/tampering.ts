import { testKey, type TestRecord } from '../results/test-record.ts';
import type { GateFacts } from './gate-facts.ts';
import { passedIn, realTests, testsByKey } from './test-sets.ts';

/** What became of the tests that were there before the run. */
export interface FateOfTests {
  /** Red before, and green now only because the test is not what it was. */
  readonly tampered: readonly TestRecord[];
  /** Green before, red in its old form with the new code, and green in a new form. */
  readonly rewritten: readonly TestRecord[];
  /** Green before, and neither run now nor green in its old form. */
  readonly lost: readonly TestRecord[];
  /** Green before and in its old form now, but no longer part of the suite. */
  readonly dropped: readonly TestRecord[];
  /** Red before, green now, in its old form. */
  readonly mended: readonly TestRecord[];
}

type FateFacts = Pick<GateFacts, 'before' | 'after' | 'original' | 'changes'>;

/**
 * Compares the tests before the run with those after it. What decides is not how a test's text changed but whether its *old* text
 * is green with the new code.
 */
export function fateOfTests(facts: FateFacts): FateOfTests {
  const fate = {
    tampered: [] as TestRecord[],
    rewritten: [] as TestRecord[],
    lost: [] as TestRecord[],
    dropped: [] as TestRecord[],
    mended: [] as TestRecord[],
  };
  const now = testsByKey(facts.after);
  const oldForm = oldFormOf(facts);
  for (const test of testsByKey(facts.before).values()) {
    if (test.status === 'skipped' || test.notLoaded) continue;
    const greenNow = passedIn(facts.after, test);
    const greenInOldForm = oldForm(test)?.status === 'passed';
    if (test.status === 'failed') {
      if (greenInOldForm) fate.mended.push(test);
      else if (now.get(testKey(test))?.status !== 'failed') fate.tampered.push(test);
    } else if (!greenInOldForm) (greenNow ? fate.rewritten : fate.lost).push(test);
    else if (!greenNow) fate.dropped.push(test);
  }
  return fate;
}

/** The result of a test's old text with the new code. Files that were not changed are the same in both runs. */
function oldFormOf({ after, original, changes }: FateFacts): (test: TestRecord) => TestRecord | undefined {
  const now = testsByKey(after);
  if (original === null) return (test) => now.get(testKey(test));
  const old = testsByKey(original);
  const ranFiles = new Set([...original.tests.map(({ file }) => file), ...changes.touchedTestFiles]);
  // Where old tests could not be loaded, a runner that names no files does not say which.
  const blind = original.brokenBuild || original.report !== 'read' || original.tests.some(({ notLoaded }) => notLoaded);
  return (test) => {
    const key = testKey(test);
    const wasRun = old.has(key) || !now.has(key) || (test.file === undefined ? blind : ranFiles.has(test.file));
    return wasRun ? old.get(key) : now.get(key);
  };
}

/** Tests that were changed with the behaviour, and for which nothing shows that the change is what makes them green. */
export function unprovenRewrites(
  rewritten: readonly TestRecord[],
  { without, planted }: Pick<GateFacts, 'without' | 'planted'>,
): readonly TestRecord[] {
  const red = new Set(realTests(without, 'failed').map(testKey));
  const unproven = rewritten.filter((test) => !red.has(testKey(test)));
  const couldNotLoad =
    without !== null && (without.brokenBuild || without.tests.some(({ notLoaded }) => notLoaded) || without.tests.length === 0);
  return couldNotLoad && planted.some(({ caughtBy }) => caughtBy.length > 0) ? [] : unproven;
}
