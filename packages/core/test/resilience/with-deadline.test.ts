import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { CallContext } from '../../src/resilience/call-context.ts';
import { Deadline } from '../../src/resilience/deadline.ts';
import { withDeadline } from '../../src/resilience/with-deadline.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';

const never = (): Promise<never> => new Promise(() => {});

describe('withDeadline', () => {
  it('passes the result on and leaves no timer', async () => {
    const clock = new FakeClock();
    await expect(withDeadline(async () => 'fine', { clock, label: 'llm', timeoutMs: 100 })).resolves.toBe('fine');
    expect(clock.pendingTimers).toBe(0);
  });

  it('passes a failure on unchanged and leaves no timer, also when it is thrown at once', async () => {
    const clock = new FakeClock();
    const broken = new Error('broken');
    await expect(withDeadline(() => Promise.reject(broken), { clock, label: 'llm', timeoutMs: 100 })).rejects.toBe(broken);
    const thrower = (): never => {
      throw broken;
    };
    await expect(withDeadline(thrower, { clock, label: 'llm', timeoutMs: 100 })).rejects.toBe(broken);
    expect(clock.pendingTimers).toBe(0);
  });

  it('rejects at the deadline although the call ignores its signal and never settles', async () => {
    const clock = new FakeClock();
    const calling = withDeadline(never, { clock, label: 'llm', timeoutMs: 100 });
    clock.advance(100);
    await expect(calling).rejects.toMatchObject({ code: 'ARTEMIS_E_DEADLINE', label: 'llm', limitMs: 100 });
  });

  it('rejects with the deadline, not with what the call makes of its abort', async () => {
    const clock = new FakeClock();
    const work = ({ signal }: CallContext): Promise<never> =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('socket hang up'))));
    const calling = withDeadline(work, { clock, label: 'llm', timeoutMs: 100 });
    clock.advance(100);
    await expect(calling).rejects.toMatchObject({ code: 'ARTEMIS_E_DEADLINE' });
  });

  it('swallows a rejection that comes late', async () => {
    const clock = new FakeClock();
    const late = Promise.withResolvers<never>();
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    try {
      const calling = withDeadline(() => late.promise, { clock, label: 'llm', timeoutMs: 100 });
      clock.advance(100);
      await expect(calling).rejects.toMatchObject({ code: 'ARTEMIS_E_DEADLINE' });
      late.reject(new Error('too late'));
      await clock.advanceAsync(0);
      await clock.advanceAsync(0);
    } finally {
      process.off('unhandledRejection', note);
    }
    expect(unhandled).toEqual([]);
  });

  it('tells the call what remains', async () => {
    const clock = new FakeClock();
    const left = withDeadline(async (call) => (clock.advance(30), call.remainingMs()), { clock, label: 'llm', timeoutMs: 100 });
    await expect(left).resolves.toBe(70);
  });

  it('rejects, and does not throw, for a limit that is no time', async () => {
    const calling = withDeadline(never, { clock: new FakeClock(), label: 'llm', timeoutMs: Number.NaN });
    await expect(calling).rejects.toMatchObject({ code: 'ARTEMIS_E_INVALID_OPTION', option: 'timeoutMs' });
  });

  it('takes a call whose result is no promise', async () => {
    const work = (() => 'fine') as unknown as () => Promise<string>;
    await expect(withDeadline(work, { clock: new FakeClock(), label: 'llm' })).resolves.toBe('fine');
  });
});

describe('withDeadline within a caller’s limits', () => {
  it('ends at the caller’s deadline when that is nearer', async () => {
    const clock = new FakeClock();
    const call: CallContext = { signal: new AbortController().signal, remainingMs: () => 40 };
    const calling = withDeadline(never, { clock, label: 'llm', timeoutMs: 100, call });
    clock.advance(40);
    await expect(calling).rejects.toMatchObject({ code: 'ARTEMIS_E_DEADLINE', limitMs: 40 });
  });

  it('ends at once when the caller aborts, with the caller’s reason', async () => {
    const clock = new FakeClock();
    const cancel = new AbortController();
    const calling = withDeadline(never, {
      clock,
      label: 'llm',
      timeoutMs: 100,
      call: { signal: cancel.signal, remainingMs: () => Infinity },
    });
    cancel.abort('stopped by hand');
    await expect(calling).rejects.toBe('stopped by hand');
    expect(clock.pendingTimers).toBe(0);
  });

  it('is not run at all when the caller has aborted already', async () => {
    let runs = 0;
    const call: CallContext = { signal: AbortSignal.abort('stopped'), remainingMs: () => Infinity };
    const work = async (): Promise<number> => ++runs;
    await expect(withDeadline(work, { clock: new FakeClock(), label: 'llm', call })).rejects.toBe('stopped');
    expect(runs).toBe(0);
  });

  it('leaves no listener on the caller’s signal, whether it is a plain one or that of a deadline', async () => {
    const clock = new FakeClock();
    const plain: CallContext = { signal: new AbortController().signal, remainingMs: () => Infinity };
    const stage = Deadline.start({ clock, label: 'stage', timeoutMs: 1_000 });
    for (const call of [plain, stage]) {
      for (let times = 0; times < 100; times++) await withDeadline(async () => 'fine', { clock, label: 'llm', timeoutMs: 100, call });
      expect(getEventListeners(call.signal, 'abort')).toHaveLength(0);
    }
    expect(clock.pendingTimers).toBe(1);
  });

  it('names the deadline above when that is the one that passed', async () => {
    const clock = new FakeClock();
    const stage = Deadline.start({ clock, label: 'stage', timeoutMs: 50 });
    const calling = withDeadline(never, { clock, label: 'llm', timeoutMs: 100, call: stage });
    clock.advance(50);
    await expect(calling).rejects.toMatchObject({ label: 'stage', limitMs: 50 });
  });
});
