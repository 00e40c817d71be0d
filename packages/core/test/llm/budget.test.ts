import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LlmRequest, ModelPrice } from '../../src/capability/llm.ts';
import { Budget, type Reservation } from '../../src/llm/budget.ts';
import type { Cost } from '../../src/task/run-result.ts';

const nothing: Cost = { calls: 0, inputTokens: 0, outputTokens: 0, usd: 0 };
const price: ModelPrice = { inputUsdPerMillion: 1_000, outputUsdPerMillion: 1_000 };
const request: LlmRequest = { messages: [{ role: 'user', content: 'question' }], maxOutputTokens: 50 };
const mostTokensOfACall = 400;
const workers = 5;

/** What workers do, however they hang together: a developer, those it leads, and those they lead. One has one call under way. */
const step = fc.record({
  worker: fc.nat(workers - 1),
  ends: fc.constantFrom('answered' as const, 'failed' as const, 'given up' as const),
  inputTokens: fc.nat(mostTokensOfACall / 2),
  outputTokens: fc.nat(mostTokensOfACall / 2),
});
const steps = fc.array(step, { maxLength: 120 });

/** Lets workers ask and end their calls in turn. Gives what they spent, and how many calls the budget refused. */
function work(budget: Budget, actions: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[]): { readonly refused: number } {
  const open = new Map<number, Reservation>();
  let refused = 0;
  for (const { worker, ends, inputTokens, outputTokens } of actions) {
    const own = open.get(worker);
    if (own) {
      open.delete(worker);
      if (ends === 'answered') own.settle({ inputTokens, outputTokens });
      else if (ends === 'failed') own.release();
      else own.abandon();
      continue;
    }
    const before = budget.spent;
    try {
      open.set(worker, budget.reserve(request, price));
    } catch (error) {
      expect(error).toMatchObject({ code: 'ARTEMIS_E_BUDGET' });
      expect(budget.spent).toEqual(before);
      refused++;
    }
  }
  for (const reservation of open.values()) reservation.release();
  return { refused };
}

describe('a budget that many share', () => {
  it('L22: is never overrun by more than one call under way of each, whoever asks and however the calls end', () => {
    let refusals = 0;
    fc.assert(
      fc.property(steps, fc.integer({ min: 100, max: 4_000 }), (actions, maxTokens) => {
        const budget = new Budget({ maxTokens, maxCostUsd: maxTokens / 1_000 }, nothing);
        refusals += work(budget, actions).refused;
        const { inputTokens, outputTokens, usd } = budget.spent;
        expect(inputTokens + outputTokens).toBeLessThanOrEqual(maxTokens + workers * mostTokensOfACall);
        expect(usd).toBeLessThanOrEqual((maxTokens + workers * mostTokensOfACall) / 1_000);
      }),
    );
    expect(refusals).toBeGreaterThan(0);
  });

  it('L22: counts calls exactly, before they are made', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 30 }), (actions, maxCalls) => {
        const budget = new Budget({ maxCalls }, nothing);
        const { refused } = work(budget, actions);
        expect(budget.spent.calls).toBeLessThanOrEqual(maxCalls);
        expect(refused === 0 || budget.spent.calls === maxCalls).toBe(true);
      }),
    );
  });

  it('L22: goes on where an earlier process has stopped', () => {
    fc.assert(
      fc.property(steps, steps, fc.integer({ min: 100, max: 2_000 }), (first, second, maxTokens) => {
        const before = new Budget({ maxTokens }, nothing);
        work(before, first);
        const after = new Budget({ maxTokens }, before.spent);
        work(after, second);
        // One call of each worker and process may have cost more than it looked like.
        const { inputTokens, outputTokens } = after.spent;
        expect(inputTokens + outputTokens).toBeLessThanOrEqual(maxTokens + 2 * workers * mostTokensOfACall);
        expect(after.spent.calls).toBeGreaterThanOrEqual(before.spent.calls);
      }),
    );
  });

  it('does not take an unknown price for nothing: the sum is unknown from then on, and calls can still be limited', () => {
    const budget = new Budget({ maxCostUsd: 1, maxCalls: 2 }, nothing);
    budget.reserve(request, undefined).settle({ inputTokens: 1_000_000, outputTokens: 0 });
    expect(budget.spent.usd).toBeNull();
    budget.reserve(request, price).settle({ inputTokens: 1, outputTokens: 1 });
    expect(() => budget.reserve(request, price)).toThrow(expect.objectContaining({ code: 'ARTEMIS_E_BUDGET' }) as Error);
  });
});
