import { describe, expect, it } from 'vitest';
import type { CallContext } from '../../src/resilience/call-context.ts';
import type { CircuitBreakerOptions } from '../../src/resilience/circuit-breaker-options.ts';
import { CircuitBreaker } from '../../src/resilience/circuit-breaker.ts';
import type { Clock, Timer } from '../../src/ports/clock.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { expectFailure, offline, setUp, steady, succeed } from './breaker-fixture.ts';

async function setUpOpen(check: (call: CallContext) => Promise<unknown>, options: CircuitBreakerOptions = {}) {
  const parts = setUp({ probe: { everyMs: 100, check }, ...options });
  await expectFailure(parts.breaker);
  return parts;
}

describe('a probe', () => {
  it('closes an open circuit without any call', async () => {
    const heartbeat = scripted<unknown>(offline, offline, 'alive');
    const { breaker, clock } = await setUpOpen(heartbeat);
    await clock.advanceAsync(200);
    expect(breaker.state).toBe('open');
    await clock.advanceAsync(100);
    expect({ state: breaker.state, checks: heartbeat.calls }).toEqual({ state: 'closed', checks: 3 });
  });

  it('stops when the circuit closes, and leaves no timer', async () => {
    const heartbeat = scripted<unknown>('alive');
    const { clock } = await setUpOpen(heartbeat);
    await clock.advanceAsync(10_000);
    expect({ checks: heartbeat.calls, timers: clock.pendingTimers }).toEqual({ checks: 1, timers: 0 });
  });

  it('counts as one trial: with three asked for, three good checks close the circuit', async () => {
    const { breaker, clock } = await setUpOpen(scripted<unknown>('alive'), { halfOpen: { calls: 3 } });
    await clock.advanceAsync(200);
    expect(breaker.state).toBe('half-open');
    await clock.advanceAsync(100);
    expect(breaker.state).toBe('closed');
  });

  it('that lies does not make the waits short again', async () => {
    const { breaker, clock } = await setUpOpen(scripted<unknown>('alive'));
    await clock.advanceAsync(100);
    await expectFailure(breaker);
    expect(breaker.retryAfterMs()).toBe(2_000);
    await clock.advanceAsync(100);
    await succeed(breaker);
    await expectFailure(breaker);
    expect(breaker.retryAfterMs()).toBe(1_000);
  });

  it('that hangs is abandoned at the next one, and what it says then counts for nothing', async () => {
    const signals: AbortSignal[] = [];
    const hung = Promise.withResolvers<unknown>();
    const check = async ({ signal }: CallContext): Promise<unknown> => (
      signals.push(signal),
      signals.length === 1 ? hung.promise : Promise.reject(offline)
    );
    const { breaker, clock } = await setUpOpen(check);
    await clock.advanceAsync(200);
    hung.resolve('alive');
    await clock.advanceAsync(0);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    expect(breaker.state).toBe('open');
  });

  it('that throws at once is only a bad check', async () => {
    const { breaker, clock } = await setUpOpen(() => {
      throw offline;
    });
    await clock.advanceAsync(500);
    expect(breaker.state).toBe('open');
  });

  it('is told how long it may take', async () => {
    const left: number[] = [];
    const { clock } = await setUpOpen(async (call) => (left.push(call.remainingMs()), Promise.reject(offline)));
    await clock.advanceAsync(100);
    expect(left).toEqual([100]);
  });

  it.each([
    ['isolated', (breaker: CircuitBreaker) => void breaker.forceOpen('maintenance')],
    ['disabled', (breaker: CircuitBreaker) => breaker.disable()],
    ['disposed', (breaker: CircuitBreaker) => breaker.dispose()],
  ])('rests while the breaker is %s', async (_, change) => {
    const heartbeat = scripted<unknown>('alive');
    const { breaker, clock } = await setUpOpen(heartbeat);
    change(breaker);
    await clock.advanceAsync(1_000);
    expect({ checks: heartbeat.calls, timers: clock.pendingTimers }).toEqual({ checks: 0, timers: 0 });
  });

  it('does not begin again after dispose', async () => {
    const { breaker, clock } = setUp({ probe: { everyMs: 100, check: async () => {} } });
    breaker.dispose();
    await expectFailure(breaker);
    expect(clock.pendingTimers).toBe(0);
  });

  it('does not keep the process alive', async () => {
    const clock = new FakeClock();
    let kept = 0;
    const watched: Clock = {
      nowMs: () => clock.nowMs(),
      wallMs: () => clock.wallMs(),
      after(delayMs, callback) {
        const inner = clock.after(delayMs, callback);
        kept++;
        const timer: Timer = { cancel: () => inner.cancel(), unref: () => (kept--, timer) };
        return timer;
      },
    };
    const breaker = new CircuitBreaker('rag.chroma', {
      trip: { consecutive: 1 },
      open: steady,
      probe: { everyMs: 100, check: async () => Promise.reject(offline) },
      clock: watched,
    });
    await expectFailure(breaker);
    await clock.advanceAsync(300);
    expect({ kept, timers: clock.pendingTimers }).toEqual({ kept: 0, timers: 1 });
  });
});
