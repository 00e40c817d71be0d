import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { strategyNames } from '../../src/index.ts';
import { chooseStrategy, type Situation } from '../../src/strategy/choose-strategy.ts';
import { lowerBound } from '../../src/strategy/lower-bound.ts';
import { strategies } from '../../src/strategy/strategies.ts';

const words = (count: number): string => Array.from({ length: count }, (_, index) => `word${index}`).join(' ');
const choose = (taskText: string, situation: Partial<Situation> = {}) =>
  chooseStrategy({ taskText, permits: () => true, remainingMs: 45_000, records: [], ...situation });

describe('chooseStrategy', () => {
  it.each([
    ['Rename a to b.', 'plain', 'a short task'],
    [words(30), 'plan-then-code', '30 words'],
    [`Login crashes when ${words(20)}`, 'test-first', 'a defect to mend'],
    [words(80), 'self-check', '80 words'],
    ['Move it from a.ts to b.ts and c.ts', 'self-check', '3 files named'],
    [words(200), 'several-drafts', '200 words'],
    ['1. parse\n2. print\n3. test', 'decompose', '3 parts named'],
  ])('%.30s is planned by %s', (text, name, reason) => {
    expect(choose(text)).toEqual({ name, reason });
  });

  it('takes a cheaper one when the calls do not suffice, and says so', () => {
    expect(choose(words(80), { permits: (calls) => calls <= 1 })).toEqual({
      name: 'plan-then-code',
      reason: '80 words; no budget for 2 calls of self-check',
    });
    expect(choose(words(80), { permits: () => false })).toMatchObject({ name: 'plain' });
  });

  it('takes a faster one when the time does not suffice', () => {
    expect(choose(words(80), { remainingMs: 12_000 })).toMatchObject({ name: 'plan-then-code' });
    expect(choose(words(80), { remainingMs: 9_000 })).toMatchObject({ name: 'plain' });
  });

  it('never chooses a strategy whose lower bound is worse than that of plain, nor one that cannot be afforded', () => {
    const record = fc.record({ strategy: fc.constantFrom(...strategyNames), runs: fc.nat(50), succeeded: fc.nat(50) });
    fc.assert(
      fc.property(fc.array(record), fc.string(), fc.nat(300), fc.nat(6), fc.nat(60_000), (records, text, count, calls, remainingMs) => {
        const { name } = choose(`${text} ${words(count)}`, { records, permits: (wanted) => wanted <= calls, remainingMs });
        const bound = (of: string): number => {
          const own = records.filter(({ strategy }) => strategy === of);
          return lowerBound(
            own.reduce((sum, { succeeded }) => sum + succeeded, 0),
            own.reduce((sum, { runs }) => sum + runs, 0),
          );
        };
        expect(bound(name)).toBeGreaterThanOrEqual(bound('plain'));
        expect(strategies[name].calls).toBeLessThanOrEqual(calls);
      }),
    );
  });
});
