import { describe, expect, it } from 'vitest';
import type { StampedEvent } from '../../src/events/stamped-event.ts';
import { TimeSpent } from '../../src/executor/time-spent.ts';

const at = (seconds: number, starts = false): StampedEvent => ({
  v: 1,
  seq: 1,
  ts: new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString(),
  runId: 'r',
  ...(starts ? { type: 'run.started', task: '', projectDir: '', model: null, resumed: false } : { type: 'warning.raised', message: '' }),
});

function spentMs(events: readonly StampedEvent[]): number {
  const time = new TimeSpent();
  for (const event of events) time.apply(event);
  return time.ms;
}

describe('TimeSpent', () => {
  it('adds up what each process has worked, and leaves out the time between them', () => {
    expect(spentMs([at(0, true), at(4), at(5), at(100, true), at(103)])).toBe(8_000);
  });

  it('is nothing for a new run', () => {
    expect(spentMs([])).toBe(0);
  });

  it('K12: takes no time off for a clock that was set back', () => {
    expect(spentMs([at(50, true), at(10), at(20, true), at(23)])).toBe(3_000);
  });
});
