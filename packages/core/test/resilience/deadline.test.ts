import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/ports/clock.ts';
import { Deadline } from '../../src/resilience/deadline.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';

describe('a deadline', () => {
  it('aborts its signal when its time has passed, and says whose limit it was', () => {
    const clock = new FakeClock();
    const run = Deadline.start({ clock, label: 'run', timeoutMs: 100 });
    const { signal } = run;
    clock.advance(99);
    expect({ aborted: signal.aborted, left: run.remainingMs() }).toEqual({ aborted: false, left: 1 });
    clock.advance(1);
    expect({ aborted: signal.aborted, left: run.remainingMs() }).toEqual({ aborted: true, left: 0 });
    expect(signal.reason).toMatchObject({
      name: 'DeadlineExceededError',
      code: 'ARTEMIS_E_DEADLINE',
      label: 'run',
      limitMs: 100,
      facts: { label: 'run', limitMs: 100 },
    });
  });

  it('gives an aborted signal to who asks for it only afterwards', () => {
    const clock = new FakeClock();
    const run = Deadline.start({ clock, label: 'run', timeoutMs: 100 });
    clock.advance(100);
    expect(run.signal.aborted).toBe(true);
    expect(run.signal.reason).toMatchObject({ label: 'run' });
  });

  it('without a limit never passes and has no timer', () => {
    const clock = new FakeClock();
    const run = Deadline.start({ clock, label: 'run' });
    expect({ left: run.remainingMs(), timers: clock.pendingTimers }).toEqual({ left: Infinity, timers: 0 });
  });

  it('of no time at all passes as soon as time does', () => {
    const clock = new FakeClock();
    const run = Deadline.start({ clock, label: 'run', timeoutMs: 0 });
    clock.advance(0);
    expect(run.signal.aborted).toBe(true);
  });

  it.each([-1, Number.NaN, '5' as unknown as number])('of %s milliseconds is refused', (timeoutMs) => {
    expect(() => Deadline.start({ clock: new FakeClock(), label: 'run', timeoutMs })).toThrow(
      expect.objectContaining({ code: 'ARTEMIS_E_INVALID_OPTION', option: 'timeoutMs' }),
    );
  });

  it('follows the signal it was started with, with its reason', () => {
    const cancel = new AbortController();
    const run = Deadline.start({ clock: new FakeClock(), label: 'run', timeoutMs: 100, signal: cancel.signal });
    cancel.abort('stopped by hand');
    expect({ aborted: run.signal.aborted, reason: run.signal.reason }).toEqual({ aborted: true, reason: 'stopped by hand' });
  });

  it('started with an aborted signal has ended already', () => {
    const clock = new FakeClock();
    const run = Deadline.start({ clock, label: 'run', timeoutMs: 100, signal: AbortSignal.abort('stopped') });
    expect({ left: run.remainingMs(), reason: run.signal.reason, timers: clock.pendingTimers }).toEqual({
      left: 0,
      reason: 'stopped',
      timers: 0,
    });
  });

  it('K12: pays no heed to jumps of the wall clock', () => {
    const clock = new FakeClock();
    const run = Deadline.start({ clock, label: 'run', timeoutMs: 100 });
    clock.jumpWall(10 * 365 * 86_400_000);
    expect({ aborted: run.signal.aborted, left: run.remainingMs() }).toEqual({ aborted: false, left: 100 });
  });

  it('waits on when its timer fires too early, as timers of more than 24 days do', () => {
    const clock = new FakeClock();
    const hasty: Clock = {
      nowMs: () => clock.nowMs(),
      wallMs: () => 0,
      after: (ms, callback) => clock.after(Math.min(ms, 1_000), callback),
    };
    const run = Deadline.start({ clock: hasty, label: 'run', timeoutMs: 3_500 });
    clock.advance(3_499);
    expect(run.signal.aborted).toBe(false);
    clock.advance(1);
    expect(run.signal.aborted).toBe(true);
  });

  it('tells its listeners before its signal does, and late ones at once', () => {
    const clock = new FakeClock();
    const run = Deadline.start({ clock, label: 'run', timeoutMs: 100 });
    const told: string[] = [];
    run.signal.addEventListener('abort', () => told.push('signal'));
    run.onStop(() => told.push('first'));
    run.onStop(() => told.push('second'));
    clock.advance(100);
    run.onStop(() => told.push('late'));
    expect(told).toEqual(['first', 'second', 'signal', 'late']);
  });
});

describe('a child', () => {
  it('ends by its own limit and leaves its parent alone', () => {
    const clock = new FakeClock();
    const run = Deadline.start({ clock, label: 'run', timeoutMs: 1_000 });
    const stage = run.child({ label: 'plan', timeoutMs: 100 });
    clock.advance(100);
    expect(stage.signal.reason).toMatchObject({ label: 'plan' });
    expect(run.signal.aborted).toBe(false);
  });

  it('never outlives its parent, however long its own limit is, and says that it was the parent’s', () => {
    const clock = new FakeClock();
    const run = Deadline.start({ clock, label: 'run', timeoutMs: 100 });
    const call = run.child({ label: 'plan' }).child({ label: 'llm', timeoutMs: 5_000 });
    expect(call.remainingMs()).toBe(100);
    clock.advance(100);
    expect(call.signal.reason).toMatchObject({ label: 'run', limitMs: 100 });
  });

  it('of an ended parent has ended already', () => {
    const clock = new FakeClock();
    const run = Deadline.start({ clock, label: 'run', timeoutMs: 100 });
    clock.advance(100);
    const stage = run.child({ label: 'plan', timeoutMs: 50 });
    expect({ left: stage.remainingMs(), timers: clock.pendingTimers }).toEqual({ left: 0, timers: 0 });
    expect(stage.signal.reason).toMatchObject({ label: 'run' });
  });

  it('is aborted when its parent is disposed while it is at work, and when it comes after that', () => {
    const run = Deadline.start({ clock: new FakeClock(), label: 'run' });
    const early = run.child({ label: 'plan' });
    run.dispose();
    const late = run.child({ label: 'review' });
    expect([early.signal.reason, late.signal.reason]).toEqual([
      expect.objectContaining({ name: 'AbortError' }),
      expect.objectContaining({ name: 'AbortError' }),
    ]);
    expect(run.signal.aborted).toBe(false);
  });

  it('ends whenever one of its parents does, for any tree', () => {
    const limits = fc.array(fc.option(fc.integer({ min: 0, max: 50 })), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(limits, fc.integer({ min: 0, max: 60 }), (timeouts, passedMs) => {
        const clock = new FakeClock();
        let node = Deadline.start({ clock, label: 'root', ...limit(timeouts[0]) });
        for (const timeout of timeouts.slice(1)) node = node.child({ label: 'child', ...limit(timeout) });
        const endMs = Math.min(...timeouts.map((each) => each ?? Infinity));
        clock.advance(passedMs);
        expect(node.signal.aborted).toBe(passedMs >= endMs);
        expect(node.remainingMs()).toBe(Math.max(endMs - passedMs, 0));
      }),
    );
  });
});

describe('dispose', () => {
  it('cancels the timer, and the signal never aborts any more', () => {
    const clock = new FakeClock();
    const run = Deadline.start({ clock, label: 'run', timeoutMs: 100 });
    const { signal } = run;
    run.dispose();
    run.dispose();
    expect(clock.pendingTimers).toBe(0);
    clock.advance(200);
    expect(signal.aborted).toBe(false);
  });

  it('comes by itself at the end of a block', () => {
    const clock = new FakeClock();
    {
      using run = Deadline.start({ clock, label: 'run', timeoutMs: 100 });
      expect(run.remainingMs()).toBe(100);
    }
    expect(clock.pendingTimers).toBe(0);
  });

  it('leaves nothing behind: not on the signal, not on the parent, not on the clock, after 10 000 children', () => {
    const clock = new FakeClock();
    const cancel = new AbortController();
    const run = Deadline.start({ clock, label: 'run', timeoutMs: 1_000, signal: cancel.signal });
    for (let call = 0; call < 10_000; call++) {
      using child = run.child({ label: 'call', timeoutMs: 50 });
      child.onStop(() => {});
      expect(child.signal.aborted).toBe(false);
    }
    expect(getEventListeners(run.signal, 'abort')).toHaveLength(0);
    expect(getEventListeners(cancel.signal, 'abort')).toHaveLength(1);
    expect(clock.pendingTimers).toBe(1);
    run.dispose();
    expect(getEventListeners(cancel.signal, 'abort')).toHaveLength(0);
    expect(clock.pendingTimers).toBe(0);
  });
});

const limit = (timeoutMs: number | null | undefined): { readonly timeoutMs?: number } =>
  typeof timeoutMs === 'number' ? { timeoutMs } : {};
