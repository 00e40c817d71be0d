import { ModelError } from '@artemis/core';
import { describe, expect, it } from 'vitest';
import { strategyNames } from '../../src/index.ts';
import { planningModel, runWithPlan, type PlanAnswer } from '../planning-model.ts';

const text = 'Do these things:\n1. write add()\n2. test add()\n3. document add()';
/** Time a hanging strategy is given, in milliseconds. */
const timeoutMs = 60;

const faults: Readonly<Record<string, PlanAnswer>> = {
  throws: () => {
    // A question that is refused says nothing about the model: the run goes on asking it.
    throw new ModelError('ARTEMIS_E_MODEL_REFUSED', 'no plans today', { kind: 'stop', hint: 'ask for something else' });
  },
  hangs: () => new Promise<string>(() => {}),
  'says garbage': () => 'Sure! Here is a plan: think hard, then succeed. {"steps": "all of them"}',
};
const asking = strategyNames.filter((name) => name !== 'plain');
const cases = asking.flatMap((strategy) => Object.keys(faults).flatMap((fault) => [1, 2, 3].map((round) => ({ strategy, fault, round }))));

describe('a strategy that cannot be used', () => {
  it.each(cases)('K74: $strategy $fault ($round of 3): the plain plan serves and the task is done', async ({ strategy, fault }) => {
    const model = planningModel(faults[fault] ?? (() => ''));

    const result = await runWithPlan(model, { strategy, timeoutMs }, { text });

    expect(model.planRequests.length).toBeGreaterThan(0);
    expect(result).toMatchObject({ status: 'unverified', exitCode: 0, plan: { strategy: 'plain (3 entries of a list)' } });
    expect(result.plan?.steps.map(({ title }) => title)).toEqual(['write add()', 'test add()', 'document add()']);
    expect(result.files.map(({ path }) => path)).toEqual(['add.js', 'add.test.js']);
    expect(result.degraded).toMatchObject([{ component: 'reasoning', fallback: 'plain-plan' }]);
  });

  it('costs at most the calls a plan may take, however often the answer has to be mended', async () => {
    const model = planningModel(() => '{"steps": []}');
    await runWithPlan(model, { strategy: 'several-drafts', maxCalls: 4 }, { text });
    expect(model.planRequests).toHaveLength(4);
  });

  it('asks nothing more once its time is over', async () => {
    let release: (answer: string) => void = () => {};
    const model = planningModel(
      (_request, signal) =>
        new Promise<string>((resolve) => {
          release = resolve;
          signal.addEventListener('abort', () => release('{"steps": []}'));
        }),
    );
    await runWithPlan(model, { strategy: 'self-check', timeoutMs }, { text });
    expect(model.planRequests).toHaveLength(1);
  });
});
