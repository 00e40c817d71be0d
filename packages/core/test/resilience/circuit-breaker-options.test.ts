import { describe, expect, it } from 'vitest';
import type { CircuitBreakerOptions } from '../../src/resilience/circuit-breaker-options.ts';
import { CircuitBreaker } from '../../src/resilience/circuit-breaker.ts';

const check = async (): Promise<void> => {};

const invalid: readonly (readonly [option: string, options: CircuitBreakerOptions])[] = [
  ['trip.consecutive', { trip: { consecutive: 0 } }],
  ['trip.consecutive', { trip: { consecutive: 1.5 } }],
  ['trip.consecutive', { trip: [{ window: 5 }, { consecutive: Number.NaN }] }],
  ['trip.window', { trip: { window: 0 } }],
  ['trip.window', { trip: { window: Infinity } }],
  ['trip.failureRatio', { trip: { window: 5, failureRatio: 0 } }],
  ['trip.failureRatio', { trip: { window: 5, failureRatio: 1.1 } }],
  ['trip.minimumCalls', { trip: { window: 5, minimumCalls: 6 } }],
  ['trip.minimumCalls', { trip: { windowMs: 5, minimumCalls: 0 } }],
  ['trip.windowMs', { trip: { windowMs: -1 } }],
  ['trip.windowMs', { trip: { windowMs: '10' as unknown as number } }],
  ['trip', { trip: {} as { consecutive: number } }],
  ['trip', { trip: [] as unknown as [{ consecutive: number }] }],
  ['slow.afterMs', { slow: { afterMs: 0 } }],
  ['slow.ratio', { slow: { afterMs: 1, ratio: -0.5 } }],
  ['open.waitMs', { open: { waitMs: -1 } }],
  ['open.waitMs', { open: { waitMs: Number.NaN } }],
  ['open.factor', { open: { factor: 0.5 } }],
  ['open.maxWaitMs', { open: { maxWaitMs: Infinity } }],
  ['halfOpen.calls', { halfOpen: { calls: 0 } }],
  ['halfOpen.tolerate', { halfOpen: { calls: 2, tolerate: 2 } }],
  ['halfOpen.tolerate', { halfOpen: { tolerate: -1 } }],
  ['halfOpen.maxMs', { halfOpen: { maxMs: 0 } }],
  ['probe.everyMs', { probe: { everyMs: 0, check } }],
];

describe('options that cannot work', () => {
  it.each(invalid)('%s is refused when the breaker is made: %j', (option, options) => {
    expect(() => new CircuitBreaker('any', options)).toThrow(
      expect.objectContaining({ code: 'ARTEMIS_E_INVALID_OPTION', option, facts: expect.objectContaining({ option }) }),
    );
  });
});

describe('options at their limits', () => {
  it.each<CircuitBreakerOptions>([
    {},
    { trip: { window: 3 } },
    { trip: { window: 1, failureRatio: 1, minimumCalls: 1 } },
    { open: { waitMs: 0, factor: 1 } },
    { open: { waitMs: 600_000 } },
    { halfOpen: { calls: 2, tolerate: 1 } },
  ])('are taken: %j', (options) => {
    expect(new CircuitBreaker('any', options).state).toBe('closed');
  });
});
