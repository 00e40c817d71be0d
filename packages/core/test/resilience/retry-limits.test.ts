import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CircuitBreaker } from '../../src/resilience/circuit-breaker.ts';
import { retry } from '../../src/resilience/retry.ts';
import { RetryBudget } from '../../src/resilience/retry-budget.ts';
import type { RetryOptions } from '../../src/resilience/retry-options.ts';
import { withDeadline } from '../../src/resilience/with-deadline.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { seededRandom } from '../../src/testing/seeded-random.ts';
import { busy, play } from './play-retry.ts';

describe('what is not retried', () => {
  it.each<[string, RetryOptions]>([
    ['an error that is judged hopeless', { maxAttempts: 3, isRetryable: () => false }],
    [
      'an error whose judge throws',
      {
        maxAttempts: 3,
        isRetryable: () => {
          throw new Error('bad judge');
        },
      },
    ],
    ['a call that would have to wait beyond its budget', { maxAttempts: 3, budgetMs: 300, firstWaitMs: 300, jitter: false }],
  ])('%s', async (_, options) => {
    const call = scripted(busy);
    await expect(play(call, options)).resolves.toMatchObject({ error: busy, waits: [], timers: 0 });
    expect(call.calls).toBe(1);
  });

  it('a call that would have to wait beyond the remaining deadline', async () => {
    const call = scripted(busy);
    await expect(play(call, { maxAttempts: 3, firstWaitMs: 300, jitter: false }, { remainingMs: () => 300 })).resolves.toMatchObject({
      error: busy,
      waits: [],
    });
    expect(call.calls).toBe(1);
  });

  it('an abort', async () => {
    const call = scripted(new DOMException('stopped', 'AbortError') as Error);
    await play(call, { maxAttempts: 3 });
    expect(call.calls).toBe(1);
  });

  it('a call whose signal aborted while it ran', async () => {
    const run = new AbortController();
    const call = scripted<string>(() => (run.abort(), Promise.reject(busy)));
    await expect(play(call, { maxAttempts: 3 }, { signal: run.signal })).resolves.toMatchObject({ error: busy });
    expect(call.calls).toBe(1);
  });

  it('an open circuit', async () => {
    const breaker = new CircuitBreaker('llm', { clock: new FakeClock() });
    breaker.forceOpen('maintenance');
    const call = scripted<string>(() => breaker.execute(async () => 'never reached'));
    await expect(play(call, { maxAttempts: 3 })).resolves.toMatchObject({ error: { code: 'ARTEMIS_E_CIRCUIT_OPEN' } });
    expect(call.calls).toBe(1);
  });

  it('an error that cannot be looked into is retried like any other', async () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const call = async (attempt: number): Promise<string> => (attempt === 1 ? Promise.reject(proxy) : 'fine');
    await expect(play(call, { maxAttempts: 2 })).resolves.toMatchObject({ value: 'fine' });
  });
});

describe('time and budget', () => {
  it('R13: retries a call whose deadline passed while the machine slept for an hour', async () => {
    const clock = new FakeClock();
    let attempts = 0;
    const call = (): Promise<string> =>
      withDeadline(() => (++attempts === 1 ? new Promise(() => {}) : Promise.resolve('fine')), { clock, label: 'llm', timeoutMs: 30_000 });
    const retrying = retry(call, { maxAttempts: 2 }, { clock, random: seededRandom(1) });
    clock.jumpWall(3_600_000);
    await clock.advanceAsync(3_600_000);
    await expect(retrying).resolves.toBe('fine');
    expect(attempts).toBe(2);
  });

  it('L23: a shared budget keeps an outage from being answered with more than 1.2 attempts a call', async () => {
    const clock = new FakeClock();
    const budget = new RetryBudget({ ratio: 0.2, reserve: 10 });
    const down = scripted(busy);
    const surroundings = { clock, random: seededRandom(1), budget };
    const calls = Array.from({ length: 1_000 }, () => retry(down, { maxAttempts: 3 }, surroundings).catch(() => {}));
    await clock.advanceAsync(60_000);
    await Promise.all(calls);
    expect(down.calls).toBeGreaterThan(1_000);
    expect(down.calls).toBeLessThanOrEqual(1_000 * 1.2 + 10);
  });

  it('L23: never makes more attempts or waits longer than it was allowed to, whatever the settings', async () => {
    const settings = fc.record({
      maxAttempts: fc.integer({ min: 1, max: 6 }),
      budgetMs: fc.integer({ min: 0, max: 5_000 }),
      firstWaitMs: fc.integer({ min: 0, max: 2_000 }),
      factor: fc.double({ min: 1, max: 10, noNaN: true }),
      maxWaitMs: fc.integer({ min: 0, max: 5_000 }),
      jitter: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(settings, async (options) => {
        const call = scripted(busy);
        const { waits, timers } = await play(call, options);
        expect(call.calls).toBe(waits.length + 1);
        expect(call.calls).toBeLessThanOrEqual(options.maxAttempts);
        expect(waits.reduce((sum, waitMs) => sum + waitMs, 0)).toBeLessThanOrEqual(options.budgetMs);
        expect(Math.max(0, ...waits)).toBeLessThanOrEqual(options.maxWaitMs);
        expect(timers).toBe(0);
      }),
    );
  });

  it.each<[string, RetryOptions]>([
    ['maxAttempts', { maxAttempts: 0 }],
    ['maxAttempts', { maxAttempts: Infinity }],
    ['budgetMs', { budgetMs: -1 }],
    ['firstWaitMs', { firstWaitMs: Number.NaN }],
    ['factor', { factor: 0 }],
    ['maxWaitMs', { maxWaitMs: -1 }],
  ])('refuses a %s that cannot work before any attempt', async (option, options) => {
    const call = scripted('never reached');
    await expect(play(call, options)).resolves.toMatchObject({ error: { code: 'ARTEMIS_E_INVALID_OPTION', option } });
    expect(call.calls).toBe(0);
  });
});
