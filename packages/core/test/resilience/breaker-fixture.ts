import { expect } from 'vitest';
import { CircuitBreaker } from '../../src/resilience/circuit-breaker.ts';
import type { CircuitBreakerOptions } from '../../src/resilience/circuit-breaker-options.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';

/** What a call fails with. */
export const offline = new Error('index offline');

/** Waits that can be foretold: 1 s, 2 s, 4 s, 5 s, 5 s. */
export const steady = { waitMs: 1_000, factor: 2, maxWaitMs: 5_000, jitter: false };

/** A breaker that opens on the first failure, and its clock. */
export function setUp(options: CircuitBreakerOptions = {}) {
  const clock = new FakeClock();
  const breaker = new CircuitBreaker('rag.chroma', { trip: { consecutive: 1 }, open: steady, ...options, clock });
  return { clock, breaker };
}

/** The same, its wait over: the next call is the first trial. */
export async function setUpHalfOpen(options: CircuitBreakerOptions = {}) {
  const parts = setUp(options);
  await expectFailure(parts.breaker);
  parts.clock.advance(1_000);
  return parts;
}

/** Makes a call that fails with `error`, and expects that the breaker passes it on. */
export async function expectFailure(breaker: CircuitBreaker, error: unknown = offline): Promise<void> {
  const thrown: unknown = await breaker.execute(() => Promise.reject(error)).catch((each: unknown) => each);
  expect(thrown).toBe(error);
}

/** Makes a call that succeeds. */
export const succeed = (breaker: CircuitBreaker): Promise<string> => breaker.execute(async () => 'fine');
