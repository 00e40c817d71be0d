import { describe, expect, it } from 'vitest';
import { retry } from '../../src/resilience/retry.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { seededRandom } from '../../src/testing/seeded-random.ts';
import { busy, play } from './play-retry.ts';

describe('retry', () => {
  it('makes one attempt by default', async () => {
    const call = scripted<string>(busy);
    await expect(play(call, {})).resolves.toMatchObject({ error: busy, waits: [] });
    expect(call.calls).toBe(1);
  });

  it('counts the first attempt among maxAttempts, and throws what the last one threw', async () => {
    const last = new Error('still busy');
    const call = scripted<string>(busy, busy, last);
    await expect(play(call, { maxAttempts: 3 })).resolves.toMatchObject({ error: last });
    expect(call.calls).toBe(3);
  });

  it('returns what a later attempt returns, and numbers the attempts', async () => {
    const attempts: number[] = [];
    const call = async (attempt: number): Promise<string> => (attempts.push(attempt), attempt < 3 ? Promise.reject(busy) : 'fine');
    await expect(play(call, { maxAttempts: 5 })).resolves.toMatchObject({ value: 'fine' });
    expect(attempts).toEqual([1, 2, 3]);
  });

  it('waits longer each time, up to the longest wait', async () => {
    const { waits } = await play(scripted(busy), { maxAttempts: 6, firstWaitMs: 300, factor: 3, maxWaitMs: 8_000, jitter: false });
    expect(waits).toEqual([300, 900, 2_700, 8_000, 8_000]);
  });

  it('draws each wait from its upper half', async () => {
    const waitOf = async (fraction: number): Promise<readonly number[]> => {
      const random = { fraction: () => fraction, id: () => '' };
      return (await play(scripted(busy), { maxAttempts: 2, firstWaitMs: 1_000 }, { random })).waits;
    };
    await expect(waitOf(0)).resolves.toEqual([500]);
    await expect(waitOf(0.5)).resolves.toEqual([750]);
  });

  it('tells of each wait before it begins', async () => {
    const { notices } = await play(scripted<string | Error>(busy, 'fine'), { maxAttempts: 4, jitter: false });
    expect(notices).toEqual([{ attempt: 2, maxAttempts: 4, waitMs: 300, error: busy }]);
  });

  it('is not disturbed by a listener that throws', async () => {
    const onRetry = (): never => {
      throw new Error('bad listener');
    };
    await expect(play(scripted<string | Error>(busy, 'fine'), { maxAttempts: 2 }, { onRetry })).resolves.toMatchObject({ value: 'fine' });
  });

  it('retries a call that throws before it returns a promise', async () => {
    let calls = 0;
    const call = (): Promise<string> => {
      if (++calls === 1) throw busy;
      return Promise.resolve('fine');
    };
    await expect(play(call, { maxAttempts: 2 })).resolves.toMatchObject({ value: 'fine' });
  });
});

describe('a time the dependency asks for', () => {
  it('is waited for when it is longer than our own', async () => {
    const { waits } = await play(scripted(busy), { maxAttempts: 2, jitter: false, retryAfterMs: () => 5_000 });
    expect(waits).toEqual([5_000]);
  });

  it('is never undercut by chance, and spreads behind it', async () => {
    const { waits } = await play(scripted(busy), { maxAttempts: 4, retryAfterMs: () => 5_000 });
    expect(waits.every((waitMs) => waitMs > 5_000 && waitMs <= 60_000)).toBe(true);
    expect(new Set(waits).size).toBe(3);
  });

  it('L10: of more than a minute ends the retries, so that the caller switches', async () => {
    const call = scripted(busy);
    await expect(play(call, { maxAttempts: 5, retryAfterMs: () => 60_001 })).resolves.toMatchObject({ error: busy, waits: [] });
    expect(call.calls).toBe(1);
  });

  it.each([Number.NaN, -5, Infinity])('L10: of %s never makes a hot loop', async (asked) => {
    const { waits } = await play(scripted(busy), { maxAttempts: 3, jitter: false, retryAfterMs: () => asked });
    expect(waits).toEqual([300, 600]);
  });

  it('L10: from a reader that throws is none', async () => {
    const retryAfterMs = (): never => {
      throw new Error('bad reader');
    };
    const { waits } = await play(scripted(busy), { maxAttempts: 2, jitter: false, retryAfterMs });
    expect(waits).toEqual([300]);
  });
});

describe('aborts', () => {
  it('L20: an abort during a wait ends it at once, with the reason, and no attempt follows', async () => {
    const clock = new FakeClock();
    const run = new AbortController();
    const call = scripted(busy);
    const retrying = retry(call, { maxAttempts: 5, retryAfterMs: () => 30_000 }, { clock, random: seededRandom(1), signal: run.signal });
    await clock.advanceAsync(10_000);
    expect(clock.pendingTimers).toBe(1);
    run.abort('interrupted');
    await expect(retrying).rejects.toBe('interrupted');
    expect({ calls: call.calls, timers: clock.pendingTimers }).toEqual({ calls: 1, timers: 0 });
  });

  it('makes no attempt when the signal has aborted before', async () => {
    const call = scripted('never reached');
    await expect(play(call, { maxAttempts: 2 }, { signal: AbortSignal.abort('stopped') })).resolves.toMatchObject({ error: 'stopped' });
    expect(call.calls).toBe(0);
  });
});
