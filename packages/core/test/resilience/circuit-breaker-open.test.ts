import { describe, expect, it } from 'vitest';
import { scripted } from '../../src/testing/scripted.ts';
import { expectFailure, offline, setUp, setUpHalfOpen, steady, succeed } from './breaker-fixture.ts';

describe('an open circuit', () => {
  it('rejects without calling, and says when to retry and why', async () => {
    const { breaker, clock } = setUp();
    await expectFailure(breaker);
    clock.advance(400);
    const search = scripted('never reached');
    await expect(breaker.execute(search)).rejects.toMatchObject({
      name: 'CircuitOpenError',
      code: 'ARTEMIS_E_CIRCUIT_OPEN',
      component: 'rag.chroma',
      state: 'open',
      retryAfterMs: 600,
      cause: offline,
      facts: { retryAfterMs: 600 },
    });
    expect(search.calls).toBe(0);
    expect(breaker.retryAfterMs()).toBe(600);
  });

  it('stays open until a trial call comes, however long that takes', async () => {
    const { breaker, clock } = setUp();
    await expectFailure(breaker);
    clock.advance(1_000_000);
    expect(breaker.state).toBe('open');
    expect(breaker.retryAfterMs()).toBe(0);
  });

  it('closes when the trial call succeeds', async () => {
    const { breaker, clock } = setUp();
    await expectFailure(breaker);
    clock.advance(1_000);
    await expect(succeed(breaker)).resolves.toBe('fine');
    expect(breaker.state).toBe('closed');
  });

  it('waits longer after each failed trial, up to the cap, and starts over once a call succeeds', async () => {
    const { breaker, clock } = setUp();
    const waits: number[] = [];
    for (let trial = 0; trial < 5; trial++) {
      await expectFailure(breaker);
      waits.push(breaker.retryAfterMs());
      clock.advance(breaker.retryAfterMs());
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 5_000, 5_000]);
    await succeed(breaker);
    await expectFailure(breaker);
    expect(breaker.retryAfterMs()).toBe(1_000);
  });

  it('shortens waits by chance by at most a quarter', async () => {
    for (const [fraction, waitMs] of [
      [0, 1_000],
      [0.999_999, 750],
    ] as const) {
      const { breaker } = setUp({ open: { ...steady, jitter: true }, random: { fraction: () => fraction, id: () => '' } });
      await expectFailure(breaker);
      expect(breaker.retryAfterMs()).toBeCloseTo(waitMs, 0);
    }
  });

  it('stays open at least as long as the dependency asked for, also beyond the cap', async () => {
    const { breaker } = setUp({ open: { ...steady, retryAfterMs: (error) => (error === offline ? 20_000 : undefined) } });
    await expectFailure(breaker);
    expect(breaker.retryAfterMs()).toBe(20_000);
  });

  it('L10: opens at once, and for that long, when asked to stay away for more than a minute', async () => {
    const { breaker } = setUp({ trip: { consecutive: 5 }, open: { ...steady, retryAfterMs: () => 18_000_000 } });
    await expectFailure(breaker);
    expect({ state: breaker.state, retryAfterMs: breaker.retryAfterMs() }).toEqual({ state: 'open', retryAfterMs: 18_000_000 });
  });

  it.each([Number.NaN, -5, Infinity, 'soon' as unknown as number])('L10: pays no heed to a wait of %s', async (waitMs) => {
    const { breaker } = setUp({ open: { ...steady, retryAfterMs: () => waitMs } });
    await expectFailure(breaker);
    expect(breaker.retryAfterMs()).toBe(1_000);
  });

  it('K12: pays no heed to jumps of the wall clock', async () => {
    const { breaker, clock } = setUp();
    await expectFailure(breaker);
    for (const years of [10, -20]) clock.jumpWall(years * 365 * 86_400_000);
    expect(breaker.retryAfterMs()).toBe(1_000);
    clock.advance(1_000);
    await succeed(breaker);
    expect(breaker.state).toBe('closed');
  });

  it('R13: lets a trial call through after the machine has slept for an hour', async () => {
    const { breaker, clock } = setUp();
    await expectFailure(breaker);
    clock.advance(3_600_000);
    await succeed(breaker);
    expect(breaker.state).toBe('closed');
  });
});

describe('a half-open circuit', () => {
  it('X18: lets exactly one of fifty parallel callers through and refuses the rest at once', async () => {
    const { breaker } = await setUpHalfOpen();
    const trial = Promise.withResolvers<string>();
    let calls = 0;
    const outcomes = Array.from({ length: 50 }, () => breaker.execute(() => (calls++, trial.promise)));
    const refused = await Promise.allSettled(outcomes.slice(1));
    expect(calls).toBe(1);
    expect(refused.map((outcome) => outcome.status === 'rejected' && outcome.reason.state)).toEqual(Array(49).fill('half-open'));
    trial.resolve('fine');
    await expect(outcomes[0]).resolves.toBe('fine');
    expect(breaker.state).toBe('closed');
  });

  it('names the first failure and the longest wait in its refusals', async () => {
    const { breaker, clock } = await setUpHalfOpen({ halfOpen: { maxMs: 500 } });
    void breaker.execute(() => new Promise(() => {}));
    clock.advance(100);
    await expect(succeed(breaker)).rejects.toMatchObject({ cause: offline, retryAfterMs: 400 });
  });

  it('closes only after as many good trials as it asks for', async () => {
    const { breaker } = await setUpHalfOpen({ halfOpen: { calls: 3 } });
    await succeed(breaker);
    await succeed(breaker);
    expect(breaker.state).toBe('half-open');
    await succeed(breaker);
    expect(breaker.state).toBe('closed');
  });

  it('tolerates as many bad trials as it is told to, and opens on one more', async () => {
    const { breaker } = await setUpHalfOpen({ halfOpen: { calls: 3, tolerate: 1 } });
    await expectFailure(breaker);
    expect(breaker.state).toBe('half-open');
    await expectFailure(breaker);
    expect(breaker.state).toBe('open');
    expect(breaker.retryAfterMs()).toBe(2_000);
  });

  it('closes as soon as the trials still to come cannot change that', async () => {
    const { breaker } = await setUpHalfOpen({ halfOpen: { calls: 3, tolerate: 1 } });
    await succeed(breaker);
    await succeed(breaker);
    expect(breaker.state).toBe('closed');
  });

  it('takes the permit back from an aborted trial and gives it to the next caller', async () => {
    const { breaker } = await setUpHalfOpen();
    const run = new AbortController();
    const trial = breaker.execute(
      ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      run,
    );
    run.abort();
    await expect(trial).rejects.toMatchObject({ name: 'AbortError' });
    expect(breaker.state).toBe('half-open');
    await succeed(breaker);
    expect(breaker.state).toBe('closed');
  });

  it('takes the permit back from a trial whose error is judged neutral', async () => {
    const { breaker } = await setUpHalfOpen({ classify: (error) => (error === offline ? 'failure' : 'neutral') });
    await expectFailure(breaker, 'not its fault');
    expect(breaker.state).toBe('half-open');
    await succeed(breaker);
    expect(breaker.state).toBe('closed');
  });

  it('gives the permit of a trial that hangs to the next caller, and drops its late result', async () => {
    const { breaker, clock } = await setUpHalfOpen({ halfOpen: { maxMs: 500 } });
    const hung = Promise.withResolvers<string>();
    const first = breaker.execute(() => hung.promise);
    clock.advance(499);
    await expect(succeed(breaker)).rejects.toMatchObject({ code: 'ARTEMIS_E_CIRCUIT_OPEN' });
    clock.advance(1);
    const second = Promise.withResolvers<string>();
    const retried = breaker.execute(() => second.promise);
    hung.reject(offline);
    await expect(first).rejects.toBe(offline);
    expect(breaker.state).toBe('half-open');
    second.resolve('fine');
    await retried;
    expect(breaker.state).toBe('closed');
  });
});

describe('late results', () => {
  it('X19: a success from before the circuit opened does not close it', async () => {
    const { breaker, clock } = setUp();
    const old = Promise.withResolvers<string>();
    const slow = breaker.execute(() => old.promise);
    await expectFailure(breaker);
    clock.advance(1_000);
    const trial = Promise.withResolvers<string>();
    const trying = breaker.execute(() => trial.promise);
    old.resolve('late');
    await expect(slow).resolves.toBe('late');
    expect(breaker.state).toBe('half-open');
    trial.resolve('fine');
    await trying;
    expect(breaker.state).toBe('closed');
  });

  it('X19: a failure from before the circuit opened does not open it again', async () => {
    const { breaker, clock } = setUp();
    const old = Promise.withResolvers<string>();
    const slow = breaker.execute(() => old.promise);
    await expectFailure(breaker);
    clock.advance(1_000);
    await succeed(breaker);
    old.reject(offline);
    await expect(slow).rejects.toBe(offline);
    expect(breaker.state).toBe('closed');
  });
});
