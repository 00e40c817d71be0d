import type { AskModel } from '@artemis/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Allowance } from '../../src/planner/allowance.ts';
import { said } from '../planning-model.ts';

const request = { messages: [{ role: 'user', content: 'Plan.' }] } as const;
const call = { signal: new AbortController().signal, remainingMs: () => 1_000 };

it('never makes more calls than the plan may take, nor more than a quarter of those of the task', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(10), fc.option(fc.nat(40), { nil: undefined }), fc.nat(20), async (maxCalls, taskCalls, wanted) => {
      let asked = 0;
      const ask: AskModel = async () => (asked++, said(''));
      const bound = new Allowance(taskCalls === undefined ? {} : { maxCalls: taskCalls }, maxCalls).bind(ask);
      const outcomes = await Promise.allSettled(Array.from({ length: wanted }, () => bound(request, call)));
      const most = Math.min(maxCalls, Math.floor((taskCalls ?? Infinity) / 4));
      expect(asked).toBe(Math.min(wanted, most));
      expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(wanted - asked);
    }),
  );
});

it('refuses a call that would take more than a quarter of the tokens of the task', async () => {
  const bound = new Allowance({ maxTokens: 12_000 }).bind(async () => ({ ...said(''), usage: { inputTokens: 900, outputTokens: 900 } }));
  await bound(request, call);
  await expect(bound(request, call)).rejects.toMatchObject({ code: 'ARTEMIS_E_PLAN_CALLS', facts: { calls: 1, maxTokens: 3_000 } });
});

it('makes one call at most where money is limited, since the price is not known', () => {
  const allowance = new Allowance({ maxCostUsd: 5 });
  expect([allowance.permits(1, 'text'), allowance.permits(2, 'text')]).toEqual([true, false]);
});

it('asks nothing for a call that is over', async () => {
  const over = { signal: AbortSignal.abort(), remainingMs: () => 0 };
  let asked = 0;
  const bound = new Allowance().bind(async () => (asked++, said('')));
  await expect(bound(request, over)).rejects.toMatchObject({ name: 'AbortError' });
  expect(asked).toBe(0);
});
