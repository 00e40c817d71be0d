import { describe, expect, it } from 'vitest';
import type { CallContext } from '../../src/resilience/call-context.ts';
import { Deadline } from '../../src/resilience/deadline.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { expectFailure, offline, setUp, steady, succeed } from './breaker-fixture.ts';

describe('a closed circuit', () => {
  it('returns what the call returns', async () => {
    const { breaker } = setUp();
    await expect(succeed(breaker)).resolves.toBe('fine');
    expect(breaker.state).toBe('closed');
    expect(breaker.retryAfterMs()).toBe(0);
  });

  it('throws what the call throws, unchanged, and keeps it as the last failure', async () => {
    const { breaker } = setUp({ trip: { consecutive: 2 } });
    const thrown = { odd: 'not even an error' };
    await expectFailure(breaker, thrown);
    expect(breaker.lastFailure).toBe(thrown);
    expect(breaker.state).toBe('closed');
  });

  it('counts a call that throws before it returns a promise', async () => {
    const { breaker } = setUp();
    const call = (): Promise<never> => {
      throw offline;
    };
    await expect(breaker.execute(call)).rejects.toBe(offline);
    expect(breaker.state).toBe('open');
  });

  it('has no timer, whatever calls do', async () => {
    const { breaker, clock } = setUp({ trip: { consecutive: 3 }, probe: { everyMs: 100, check: async () => {} } });
    await succeed(breaker);
    await expectFailure(breaker);
    expect(clock.pendingTimers).toBe(0);
  });

  it('hands the caller’s signal and remaining time to the call', async () => {
    const { breaker } = setUp();
    const { signal } = new AbortController();
    const deadline = {
      leftMs: 70,
      signal,
      remainingMs(): number {
        return this.leftMs;
      },
    };
    const seen = await breaker.execute(async (call) => [call.signal, call.remainingMs()], deadline);
    expect(seen).toEqual([signal, 70]);
  });

  it('hands a deadline on as it is, so that what hangs on it leaves nothing on its signal', async () => {
    const { breaker, clock } = setUp();
    using stage = Deadline.start({ clock, label: 'plan', timeoutMs: 100 });
    await expect(breaker.execute(async (call) => call, stage)).resolves.toBe(stage);
  });

  it('gives each call a signal of its own when the caller has none', async () => {
    const { breaker } = setUp();
    const look = async ({ signal, remainingMs }: CallContext): Promise<AbortSignal> => (expect(remainingMs).toBeTypeOf('function'), signal);
    const [one, other] = [await breaker.execute(look), await breaker.execute(look)];
    expect(one.aborted).toBe(false);
    expect(one).not.toBe(other);
    await expect(breaker.execute(async (call) => call.remainingMs())).resolves.toBe(Infinity);
  });
});

describe('outcomes', () => {
  it('an abort of the caller’s signal is neutral, whatever the call does then', async () => {
    const { breaker } = setUp();
    const run = new AbortController();
    const failing = breaker.execute(() => (run.abort(), Promise.reject(offline)), { signal: run.signal });
    await expect(failing).rejects.toBe(offline);
    expect(breaker.state).toBe('closed');
    expect(breaker.lastFailure).toBeUndefined();
  });

  it('does not run a call whose signal has aborted already', async () => {
    const { breaker } = setUp();
    const call = scripted('never reached');
    await expect(breaker.execute(call, { signal: AbortSignal.abort('cancelled') })).rejects.toBe('cancelled');
    expect(call.calls).toBe(0);
  });

  it('never asks the judge about an abort', async () => {
    const asked: unknown[] = [];
    const { breaker } = setUp({ classify: (error) => (asked.push(error), 'failure') });
    const run = new AbortController();
    await expect(breaker.execute(() => (run.abort(), Promise.reject(offline)), run)).rejects.toBe(offline);
    expect(asked).toEqual([]);
  });

  it('an error may be judged a success', async () => {
    const { breaker } = setUp({ trip: { consecutive: 2 }, classify: (error) => (error === 'not found' ? 'success' : 'failure') });
    await expectFailure(breaker);
    await expectFailure(breaker, 'not found');
    await expectFailure(breaker);
    expect(breaker.state).toBe('closed');
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('bad judge');
      },
    ],
    ['answers nonsense', () => 'maybe' as 'neutral'],
  ])('an error is a failure when the judge %s', async (_, classify) => {
    const { breaker } = setUp({ classify });
    await expectFailure(breaker);
    expect(breaker.state).toBe('open');
  });

  it('a reader of waits that throws changes nothing', async () => {
    const { breaker } = setUp({
      open: {
        ...steady,
        retryAfterMs: () => {
          throw new Error('bad reader');
        },
      },
    });
    await expectFailure(breaker);
    expect(breaker.retryAfterMs()).toBe(1_000);
  });
});

describe('protect', () => {
  it('keeps the types of a function and guards it', async () => {
    const { breaker } = setUp();
    const add: (a: number, b: number) => Promise<number> = breaker.protect(async (a: number, b: number) => a + b);
    await expect(add(1, 2)).resolves.toBe(3);
    const broken = breaker.protect(() => Promise.reject(offline));
    await expect(broken()).rejects.toBe(offline);
    await expect(add(1, 2)).rejects.toMatchObject({ code: 'ARTEMIS_E_CIRCUIT_OPEN' });
  });

  it.each([
    ['an argument', (signal: AbortSignal) => signal],
    ['a field of an argument', (signal: AbortSignal) => ({ signal })],
  ])('finds the caller’s signal as %s', async (_, wrap) => {
    const { breaker } = setUp();
    const run = new AbortController();
    const search = breaker.protect(async (_query: string, _how: unknown) => (run.abort(), Promise.reject(offline)));
    await expect(search('where', wrap(run.signal))).rejects.toBe(offline);
    expect(breaker.state).toBe('closed');
  });

  it('takes arguments that cannot be looked into', async () => {
    const { breaker } = setUp();
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    await expect(breaker.protect(async (_argument: unknown) => 'fine')(proxy)).resolves.toBe('fine');
  });
});
