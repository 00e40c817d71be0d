import fc from 'fast-check';
import { expect, it } from 'vitest';
import { choosePastRuns, type PastRun } from '../../src/journal/retention.ts';

const nowMs = 1_000_000;
const run = fc.record({ bytes: fc.nat(1_000), endedMs: fc.option(fc.integer({ min: 0, max: nowMs })) });
const runs = fc
  .array(run, { maxLength: 12 })
  .map((list): readonly PastRun[] => list.map((one, index) => ({ ...one, runId: `r${index}`, directory: '' })));
const sum = (list: readonly PastRun[]): number => list.reduce((bytes, one) => bytes + one.bytes, 0);

it('lets no run go that has not ended, and no more than it must', () => {
  fc.assert(
    fc.property(runs, fc.nat(nowMs), fc.nat(5_000), (all, maxAgeMs, maxBytes) => {
      const { old, kept } = choosePastRuns(all, { maxAgeMs, maxBytes }, nowMs);
      expect([...old, ...kept].toSorted(byId)).toEqual([...all].toSorted(byId));
      expect(old.filter(({ endedMs }) => endedMs === null)).toEqual([]);
      const last = old.at(-1);
      // The last to go is too old, or what would stay with it is too much.
      if (last) expect(nowMs - (last.endedMs ?? nowMs) > maxAgeMs || sum(kept) + last.bytes > maxBytes).toBe(true);
    }),
  );
});

it('leaves nothing that is too old, and no more than may be kept of what has ended', () => {
  fc.assert(
    fc.property(runs, fc.nat(nowMs), fc.nat(5_000), (all, maxAgeMs, maxBytes) => {
      const ended = choosePastRuns(all, { maxAgeMs, maxBytes }, nowMs).kept.filter(({ endedMs }) => endedMs !== null);
      expect(ended.filter(({ endedMs }) => nowMs - (endedMs ?? 0) > maxAgeMs)).toEqual([]);
      const open = all.filter(({ endedMs }) => endedMs === null);
      if (ended.length > 0) expect(sum(ended) + sum(open)).toBeLessThanOrEqual(maxBytes);
    }),
  );
});

const byId = (one: PastRun, other: PastRun): number => (one.runId < other.runId ? -1 : 1);
