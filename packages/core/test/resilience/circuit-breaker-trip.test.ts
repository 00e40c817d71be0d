import { describe, expect, it } from 'vitest';
import { CircuitBreaker } from '../../src/resilience/circuit-breaker.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { expectFailure, offline, setUp, succeed } from './breaker-fixture.ts';

describe('tripping', () => {
  it('opens on five failures in a row by default, and not on four', async () => {
    const clock = new FakeClock();
    const breaker = new CircuitBreaker('llm', { clock });
    for (let call = 0; call < 30; call++) await succeed(breaker);
    for (let call = 0; call < 4; call++) await expectFailure(breaker);
    expect(breaker.state).toBe('closed');
    await expectFailure(breaker);
    expect(breaker.state).toBe('open');
  });

  it('L14: opens by the share of failures when one call in five is good', async () => {
    const breaker = new CircuitBreaker('llm', { clock: new FakeClock() });
    let fired = 0;
    for (let call = 0; call < 10 && breaker.state === 'closed'; call++) {
      if (call % 5 === 0) await succeed(breaker);
      else await expectFailure(breaker).then(() => fired++);
    }
    expect({ state: breaker.state, fired }).toEqual({ state: 'open', fired: 4 });
  });

  it('L14: opens by failures in a row when the dependency is down for ever', async () => {
    const breaker = new CircuitBreaker('llm', { clock: new FakeClock() });
    const down = scripted<string>(offline);
    for (let call = 0; call < 100; call++) await breaker.execute(down).catch(() => {});
    expect({ state: breaker.state, calls: down.calls }).toEqual({ state: 'open', calls: 5 });
  });

  it('forgets failures in a row once a call succeeds', async () => {
    const { breaker } = setUp({ trip: { consecutive: 2 } });
    await expectFailure(breaker);
    await succeed(breaker);
    await expectFailure(breaker);
    expect(breaker.state).toBe('closed');
  });

  it('waits for the minimum number of calls before the share counts', async () => {
    const { breaker } = setUp({ trip: { window: 10, failureRatio: 0.5, minimumCalls: 4 } });
    for (let call = 0; call < 3; call++) await expectFailure(breaker);
    expect(breaker.state).toBe('closed');
    await expectFailure(breaker);
    expect(breaker.state).toBe('open');
  });

  it('opens on the share of failures within a time window, and forgets what is older', async () => {
    const { breaker, clock } = setUp({ trip: { windowMs: 1_000, failureRatio: 0.5, minimumCalls: 2 } });
    await expectFailure(breaker);
    clock.advance(2_000);
    await expectFailure(breaker);
    expect(breaker.state).toBe('closed');
    await expectFailure(breaker);
    expect(breaker.state).toBe('open');
  });

  it('opens when any of several rules fires', async () => {
    const { breaker } = setUp({ trip: [{ consecutive: 3 }, { window: 10, failureRatio: 0.9, minimumCalls: 10 }] });
    for (let call = 0; call < 3; call++) await expectFailure(breaker);
    expect(breaker.state).toBe('open');
  });

  it('takes one object that names several rules as all of them', async () => {
    const trip = { consecutive: 5, window: 3, failureRatio: 0.6, minimumCalls: 3 };
    const { breaker } = setUp({ trip });
    await expectFailure(breaker);
    await succeed(breaker);
    await expectFailure(breaker);
    expect(breaker.state).toBe('open');
  });

  it('never opens on a call that succeeds', async () => {
    const { breaker } = setUp({ trip: { window: 4, failureRatio: 0.5, minimumCalls: 4 } });
    await expectFailure(breaker);
    await expectFailure(breaker);
    await succeed(breaker);
    await succeed(breaker);
    expect(breaker.state).toBe('closed');
  });

  it('starts with a clean record after it has closed', async () => {
    const { breaker, clock } = setUp({ trip: { window: 4, failureRatio: 0.5, minimumCalls: 2 } });
    await expectFailure(breaker);
    await expectFailure(breaker);
    clock.advance(1_000);
    await succeed(breaker);
    await expectFailure(breaker);
    expect(breaker.state).toBe('closed');
  });
});

describe('slow calls', () => {
  const slowly = (breaker: CircuitBreaker, clock: FakeClock, ms: number): Promise<void> => breaker.execute(async () => clock.advance(ms));

  it('open the circuit by their share although they succeed', async () => {
    const { breaker, clock } = setUp({ trip: { window: 10, minimumCalls: 4 }, slow: { afterMs: 200, ratio: 0.5 } });
    await slowly(breaker, clock, 10);
    await slowly(breaker, clock, 10);
    await slowly(breaker, clock, 200);
    expect(breaker.state).toBe('closed');
    await slowly(breaker, clock, 200);
    expect(breaker.state).toBe('open');
    expect(breaker.lastFailure).toMatchObject({ code: 'ARTEMIS_E_DEADLINE', label: 'rag.chroma', limitMs: 200 });
  });

  it('are judged over the last calls under a rule of failures in a row, too', async () => {
    const { breaker, clock } = setUp({ trip: { consecutive: 3 }, slow: { afterMs: 200 } });
    for (let call = 0; call < 3; call++) await slowly(breaker, clock, 300);
    expect(breaker.state).toBe('open');
  });

  it('count as failed on trial', async () => {
    const { breaker, clock } = setUp({ slow: { afterMs: 200 } });
    await expectFailure(breaker);
    clock.advance(1_000);
    await slowly(breaker, clock, 200);
    expect(breaker.state).toBe('open');
  });

  it('count as slow when they fail in the end', async () => {
    const { breaker, clock } = setUp({ trip: { window: 10, failureRatio: 1, minimumCalls: 2 }, slow: { afterMs: 200, ratio: 0.5 } });
    await slowly(breaker, clock, 10);
    await expect(breaker.execute(async () => (clock.advance(200), Promise.reject(offline)))).rejects.toBe(offline);
    expect(breaker.state).toBe('open');
  });
});
