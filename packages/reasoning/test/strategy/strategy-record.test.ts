import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordsFor } from '../../src/strategy/strategy-record.ts';

const long = (word: string): string => `${word} `.repeat(80);
const run = (taskText: string, strategy: string, succeeded: boolean) => ({ taskText, strategy, succeeded });

describe('recordsFor', () => {
  it('counts what became of tasks of the same kind, by strategy, whatever was said behind its name', () => {
    const earlier = [
      run(long('one'), 'self-check (auto: 80 words)', true),
      run(long('two'), 'self-check', false),
      run(long('three'), 'plain (no budget for 2 calls of self-check)', true),
      run('Rename a to b.', 'plain (auto: a short task)', true),
      run(long('four'), 'something of another version', true),
    ];
    expect(recordsFor(long('five'), earlier)).toEqual([
      { strategy: 'plain', runs: 1, succeeded: 1 },
      { strategy: 'self-check', runs: 2, succeeded: 1 },
    ]);
  });

  it('counts no run twice and none as succeeded that did not', () => {
    const earlier = fc.array(
      fc.record({
        taskText: fc.constantFrom(long('a'), 'b'),
        strategy: fc.constantFrom('plain', 'self-check (x)', ''),
        succeeded: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(earlier, (runs) => {
        const records = recordsFor(long('c'), runs);
        expect(records.reduce((sum, record) => sum + record.runs, 0)).toBeLessThanOrEqual(runs.length);
        for (const record of records) expect(record.succeeded).toBeLessThanOrEqual(record.runs);
      }),
    );
  });
});
