import { Deadline } from '@artemis/core';
import { FakeClock } from '@artemis/core/testing';
import { describe, expect, it } from 'vitest';
import type { EarlierRun } from '../../src/index.ts';
import { ModelPlanner } from '../../src/planner/model-planner.ts';
import { planningModel, planOf, runWithPlan, said } from '../planning-model.ts';

const text = 'Rework the calculator so that every operation has a function, a test and a page of its own. '.repeat(5);
const runs = (strategy: string, succeeded: number, failed: number): readonly EarlierRun[] =>
  Array.from({ length: succeeded + failed }, (_, index) => ({ taskText: text, strategy, succeeded: index < succeeded }));

describe('auto, with earlier runs', () => {
  it('K74: takes no strategy that was not shown to be as good as plain, and says so', async () => {
    const model = planningModel(() => planOf('never asked'));
    const earlierRuns = async () => [...runs('plain', 9, 1), ...runs('self-check', 4, 6), ...runs('plan-then-code', 5, 5)];
    const { plan } = await runWithPlan(model, { earlierRuns }, { text });
    expect(plan?.strategy).toBe('plain (auto: 91 words; self-check was not shown to be as good as plain)');
    expect(model.planRequests).toEqual([]);
  });

  it('takes the one that paid', async () => {
    const model = planningModel(() => planOf('Write it'));
    const earlierRuns = async () => [...runs('plain', 5, 5), ...runs('self-check', 9, 1)];
    const { plan } = await runWithPlan(model, { earlierRuns }, { text });
    expect(plan?.strategy).toBe('self-check (auto: 91 words)');
  });

  it('plans as if nothing were known when they cannot be read', async () => {
    const model = planningModel(() => planOf('Write it'));
    const result = await runWithPlan(model, { earlierRuns: () => Promise.reject(new Error('the disk is gone')) }, { text });
    expect(result).toMatchObject({ plan: { strategy: 'self-check (auto: 91 words)' }, degraded: [] });
  });

  it('does not wait for them longer than 1 500 ms', async () => {
    const clock = new FakeClock();
    using deadline = Deadline.start({ clock, label: 'plan', timeoutMs: 45_000 });
    const planner = new ModelPlanner({ earlierRuns: () => new Promise<never>(() => {}) });
    const planned = planner.plan({ task: { text, projectDir: '/project' }, ask: async () => said(planOf('Write it')) }, deadline);
    clock.advance(1_500);
    expect((await planned).strategy).toBe('self-check (auto: 91 words)');
  });

  it('does not look them up for a task that is planned without a model anyway', async () => {
    let lookups = 0;
    await runWithPlan(
      planningModel(() => planOf('never asked')),
      { earlierRuns: async () => (lookups++, []) },
      { text: 'Write add().' },
    );
    expect(lookups).toBe(0);
  });
});
