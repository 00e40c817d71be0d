import type { Evidence } from '@artemis/core';
import { testKey, type TestRecord } from '../results/test-record.ts';
import type { GateFacts } from './gate-facts.ts';
import { saidYes } from './run-facts.ts';
import type { FateOfTests } from './tampering.ts';
import { listNames, realTests } from './test-sets.ts';

/** Evidence of nothing, with the reason. */
export const noEvidence = (detail: string): Evidence => ({ kind: 'none', detail });

/** Tests that are green with the change and red, as tests and not for want of something to load, without it. */
export function failingWithout({ after, without }: Pick<GateFacts, 'after' | 'without'>): readonly TestRecord[] {
  const green = new Set(realTests(after, 'passed').map(testKey));
  return realTests(without, 'failed').filter((test) => green.has(testKey(test)));
}

/** Whether the change touches what decides how tests run or what they report. */
export const reachesForHarness = ({ suspicions, changes }: Pick<GateFacts, 'suspicions' | 'changes'>): boolean =>
  suspicions.some(({ kind }) => kind === 'harness') || changes.configs.length > 0;

/** Whether a test went red when its expectation was bent; a suite without an expectation that can be bent is taken as it is. */
const canFail = ({ bent }: GateFacts): boolean => bent.length === 0 || bent.some(({ caughtBy }) => caughtBy.length > 0);

/** What shows that the gate depends on the change. Code that reaches for the test harness has to stand the harder trial. */
export function evidenceOf(facts: GateFacts, { mended }: FateOfTests): Evidence {
  if (!canFail(facts)) return noEvidence('The tests stay green whatever they are made to expect, so their being green shows nothing.');
  const tampers = reachesForHarness(facts);
  const caught = facts.planted.filter(({ caughtBy }) => caughtBy.length > 0);
  const without = failingWithout(facts);
  if (mended.length > 0 && (!tampers || caught.length > 0)) {
    return {
      kind: 'fails-without-change',
      detail: `${listNames(mended)} failed before the change and ${passVerb(mended)} now. ${notShown}`,
    };
  }
  if (without.length > 0 && (!tampers || caught.length > 0)) {
    return {
      kind: 'fails-without-change',
      detail: `${listNames(without)} ${passVerb(without)} with the change and ${failVerb(without)} on the old code. ${notShown}`,
    };
  }
  const [first] = caught;
  if (first) {
    return {
      kind: 'planted-defect',
      detail: `A defect planted in ${first.path}:${first.line} (${first.what}) turned ${listNames(
        first.caughtBy.map((name) => ({ name })),
        2,
      )} red; ${caught.length} of ${facts.planted.length} planted defects were noticed. ${notShown}`,
    };
  }
  return noEvidence(whyNone(facts, tampers && mended.length + without.length > 0));
}

const notShown = 'Not shown: that what the tests ask for is what the task asked for.';
const passVerb = (tests: readonly unknown[]): string => (tests.length === 1 ? 'passes' : 'pass');
const failVerb = (tests: readonly unknown[]): string => (tests.length === 1 ? 'fails' : 'fail');

function whyNone({ planted, without, after }: GateFacts, tampers: boolean): string {
  const defects =
    planted.length > 0
      ? ` None of ${planted.length} defects planted in the changed lines turned a test red.`
      : ' No defect could be planted in the changed lines.';
  if (tampers) return `Tests fail without the change, but the change also reaches for what runs the tests.${defects}`;
  if (without !== null && !saidYes(without) && realTests(after).length > 0)
    return `On the old code the tests cannot even be loaded, which any test of something new would do.${defects}`;
  return `No test fails without the change.${defects}`;
}
