import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CircuitSnapshot } from '../../src/resilience/circuit-snapshot.ts';
import { CircuitBreaker } from '../../src/resilience/circuit-breaker.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { expectFailure, setUp, setUpHalfOpen, succeed } from './breaker-fixture.ts';

/** What a file gives back. */
const saved = (breaker: CircuitBreaker): CircuitSnapshot => JSON.parse(JSON.stringify(breaker.snapshot())) as CircuitSnapshot;

describe('a saved circuit', () => {
  it('goes on waiting in another process, whose clock has another origin', async () => {
    const { breaker, clock } = setUp();
    await expectFailure(breaker);
    clock.advance(400);
    const other = setUp();
    other.clock.advance(123_456);
    other.breaker.restore(saved(breaker));
    await expect(succeed(other.breaker)).rejects.toMatchObject({ state: 'open', retryAfterMs: 600, cause: 'index offline' });
    other.clock.advance(600);
    await succeed(other.breaker);
    expect(other.breaker.state).toBe('closed');
  });

  it('keeps how long the next wait has grown', async () => {
    const { breaker, clock } = await setUpHalfOpen();
    await expectFailure(breaker);
    const other = setUp();
    other.breaker.restore(saved(breaker));
    clock.advance(2_000);
    other.clock.advance(2_000);
    await expectFailure(other.breaker);
    expect(other.breaker.retryAfterMs()).toBe(4_000);
  });

  it('that is half-open comes back open, with its wait over', async () => {
    const { breaker } = await setUpHalfOpen();
    void breaker.execute(() => new Promise(() => {}));
    expect(breaker.snapshot()).toEqual({ state: 'open', remainingMs: 0, nextWaitMs: 2_000, reason: 'index offline' });
  });

  it('stays isolated or disabled', () => {
    const { breaker } = setUp();
    breaker.forceOpen('maintenance');
    const isolated = setUp().breaker;
    isolated.restore(saved(breaker));
    expect(isolated.snapshot()).toEqual({ state: 'isolated', reason: 'maintenance' });
    isolated.release();
    isolated.disable();
    const disabled = setUp().breaker;
    disabled.restore(saved(isolated));
    expect(disabled.enabled).toBe(false);
  });

  it('that was closed closes the one that takes it over', async () => {
    const { breaker } = setUp();
    await expectFailure(breaker);
    breaker.restore({ state: 'closed' });
    await expect(succeed(breaker)).resolves.toBe('fine');
  });

  it('makes results of calls under way count for nothing', async () => {
    const { breaker } = await setUpHalfOpen();
    const trial = Promise.withResolvers<string>();
    const trying = breaker.execute(() => trial.promise);
    breaker.restore({ state: 'open', remainingMs: 500, nextWaitMs: 2_000, reason: 'before' });
    trial.resolve('late');
    await trying;
    expect(breaker.state).toBe('open');
  });

  it('starts the probe when it comes back open', async () => {
    const heartbeat = scripted<unknown>('alive');
    const { breaker, clock } = setUp({ probe: { everyMs: 100, check: heartbeat } });
    breaker.restore({ state: 'open', remainingMs: 5_000, nextWaitMs: 5_000, reason: 'before' });
    await clock.advanceAsync(100);
    expect({ state: breaker.state, checks: heartbeat.calls }).toEqual({ state: 'closed', checks: 1 });
  });

  it('never shuts a component out for longer than a day', () => {
    const { breaker } = setUp();
    breaker.restore({ state: 'open', remainingMs: 1e300, nextWaitMs: 1e300, reason: 'damaged' });
    expect(breaker.retryAfterMs()).toBe(86_400_000);
  });

  it('is refused when it is damaged, and the state is then as before', () => {
    const { breaker } = setUp();
    for (const damaged of [null, 'open', {}, { state: 'ajar' }, { state: 'open' }, { state: 'open', remainingMs: -1, nextWaitMs: 1 }]) {
      expect(() => breaker.restore(damaged as CircuitSnapshot)).toThrow(expect.objectContaining({ code: 'ARTEMIS_E_INVALID_OPTION' }));
    }
    expect(breaker.state).toBe('closed');
  });

  it('whatever JSON it is, it is refused or can be saved again', () => {
    const field = fc.oneof(fc.constantFrom('closed', 'open', 'isolated', 'disabled'), fc.double(), fc.string());
    const snapshots = fc.record({ state: field, remainingMs: field, nextWaitMs: field, reason: field }, { requiredKeys: [] });
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const breaker = new CircuitBreaker('any', { clock: new FakeClock() });
        try {
          breaker.restore(snapshot as CircuitSnapshot);
        } catch (error) {
          expect(error).toMatchObject({ code: 'ARTEMIS_E_INVALID_OPTION' });
        }
        expect(() => breaker.restore(saved(breaker))).not.toThrow();
      }),
    );
  });
});
