import { describe, expect, it } from 'vitest';
import { RetryBudget } from '../../src/resilience/retry-budget.ts';

const takeAll = (budget: RetryBudget): number => {
  let taken = 0;
  while (budget.takeRetry()) taken++;
  return taken;
};

describe('RetryBudget', () => {
  it('has its reserve from the start, and no more', () => {
    expect(takeAll(new RetryBudget({ reserve: 3 }))).toBe(3);
  });

  it('adds one retry for every five calls by default', () => {
    const budget = new RetryBudget({ reserve: 3 });
    takeAll(budget);
    for (let call = 0; call < 10; call++) budget.noteCall();
    expect(takeAll(budget)).toBe(2);
  });

  it('saves up no more than its reserve, however many calls went well', () => {
    const budget = new RetryBudget({ reserve: 3 });
    for (let call = 0; call < 1_000; call++) budget.noteCall();
    expect(takeAll(budget)).toBe(3);
  });

  it.each([{ ratio: 0 }, { ratio: 1.5 }, { reserve: 0 }])('refuses limits that cannot work: %j', (options) => {
    expect(() => new RetryBudget(options)).toThrow(expect.objectContaining({ code: 'ARTEMIS_E_INVALID_OPTION' }));
  });
});
