import { describe, expect, it } from 'vitest';
import type { CallContext } from '../../src/resilience/call-context.ts';
import { CircuitBreaker } from '../../src/resilience/circuit-breaker.ts';
import type { CircuitBreakerOptions } from '../../src/resilience/circuit-breaker-options.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { scripted } from '../../src/testing/scripted.ts';

const offline = new Error('index offline');

const steady = { waitMs: 1_000, factor: 2, maxWaitMs: 5_000, jitter: false };

function setUp(options: CircuitBreakerOptions = {}) {
  const clock = new FakeClock();
  const breaker = new CircuitBreaker('rag.chroma', { trip: { consecutive: 1 }, open: steady, ...options, clock });
  return { clock, breaker };
}

/** A call that stays under way until the test settles it. */
function pending<T>() {
  return Promise.withResolvers<T>();
}

const fail = (breaker: CircuitBreaker, error: unknown = offline): Promise<void> =>
  breaker.execute(() => Promise.reject(error)).then(
    () => expect.unreachable(),
    (thrown) => expect(thrown).toBe(error),
  );

const succeed = (breaker: CircuitBreaker): Promise<string> => breaker.execute(async () => 'fine');

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
    await fail(breaker, thrown);
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
    await fail(breaker);
    expect(clock.pendingTimers).toBe(0);
  });

  it('hands the caller’s signal and remaining time to the call', async () => {
    const { breaker } = setUp();
    const { signal } = new AbortController();
    const deadline = { leftMs: 70, signal, remainingMs(): number { return this.leftMs; } };
    const seen = await breaker.execute(async (call) => [call.signal, call.remainingMs()], deadline);
    expect(seen).toEqual([signal, 70]);
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

describe('tripping', () => {
  it('opens on five failures in a row by default, and not on four', async () => {
    const clock = new FakeClock();
    const breaker = new CircuitBreaker('llm', { clock });
    for (let call = 0; call < 30; call++) await succeed(breaker);
    for (let call = 0; call < 4; call++) await fail(breaker);
    expect(breaker.state).toBe('closed');
    await fail(breaker);
    expect(breaker.state).toBe('open');
  });

  it('L14: opens by the share of failures when one call in five is good', async () => {
    const breaker = new CircuitBreaker('llm', { clock: new FakeClock() });
    let fired = 0;
    for (let call = 0; call < 10 && breaker.state === 'closed'; call++) {
      if (call % 5 === 0) await succeed(breaker);
      else await fail(breaker).then(() => fired++);
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
    await fail(breaker);
    await succeed(breaker);
    await fail(breaker);
    expect(breaker.state).toBe('closed');
  });

  it('waits for the minimum number of calls before the share counts', async () => {
    const { breaker } = setUp({ trip: { window: 10, failureRatio: 0.5, minimumCalls: 4 } });
    for (let call = 0; call < 3; call++) await fail(breaker);
    expect(breaker.state).toBe('closed');
    await fail(breaker);
    expect(breaker.state).toBe('open');
  });

  it('opens on the share of failures within a time window, and forgets what is older', async () => {
    const { breaker, clock } = setUp({ trip: { windowMs: 1_000, failureRatio: 0.5, minimumCalls: 2 } });
    await fail(breaker);
    clock.advance(2_000);
    await fail(breaker);
    expect(breaker.state).toBe('closed');
    await fail(breaker);
    expect(breaker.state).toBe('open');
  });

  it('opens when any of several rules fires', async () => {
    const { breaker } = setUp({ trip: [{ consecutive: 3 }, { window: 10, failureRatio: 0.9, minimumCalls: 10 }] });
    for (let call = 0; call < 3; call++) await fail(breaker);
    expect(breaker.state).toBe('open');
  });

  it('never opens on a call that succeeds', async () => {
    const { breaker } = setUp({ trip: { window: 4, failureRatio: 0.5, minimumCalls: 4 } });
    await fail(breaker);
    await fail(breaker);
    await succeed(breaker);
    await succeed(breaker);
    expect(breaker.state).toBe('closed');
  });

  it('starts with a clean record after it has closed', async () => {
    const { breaker, clock } = setUp({ trip: { window: 4, failureRatio: 0.5, minimumCalls: 2 } });
    await fail(breaker);
    await fail(breaker);
    clock.advance(1_000);
    await succeed(breaker);
    await fail(breaker);
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
    await fail(breaker);
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

describe('an open circuit', () => {
  it('rejects without calling, and says when to retry and why', async () => {
    const { breaker, clock } = setUp();
    await fail(breaker);
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
    await fail(breaker);
    clock.advance(1_000_000);
    expect(breaker.state).toBe('open');
    expect(breaker.retryAfterMs()).toBe(0);
  });

  it('closes when the trial call succeeds', async () => {
    const { breaker, clock } = setUp();
    await fail(breaker);
    clock.advance(1_000);
    await expect(succeed(breaker)).resolves.toBe('fine');
    expect(breaker.state).toBe('closed');
  });

  it('waits longer after each failed trial, up to the cap, and starts over once a call succeeds', async () => {
    const { breaker, clock } = setUp();
    const waits: number[] = [];
    for (let trial = 0; trial < 5; trial++) {
      await fail(breaker);
      waits.push(breaker.retryAfterMs());
      clock.advance(breaker.retryAfterMs());
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 5_000, 5_000]);
    await succeed(breaker);
    await fail(breaker);
    expect(breaker.retryAfterMs()).toBe(1_000);
  });

  it('shortens waits by chance by at most a quarter', async () => {
    for (const [fraction, waitMs] of [[0, 1_000], [0.999_999, 750]] as const) {
      const { breaker } = setUp({ open: { ...steady, jitter: true }, random: { fraction: () => fraction, id: () => '' } });
      await fail(breaker);
      expect(breaker.retryAfterMs()).toBeCloseTo(waitMs, 0);
    }
  });

  it('stays open at least as long as the dependency asked for, also beyond the cap', async () => {
    const { breaker } = setUp({ open: { ...steady, retryAfterMs: (error) => (error === offline ? 20_000 : undefined) } });
    await fail(breaker);
    expect(breaker.retryAfterMs()).toBe(20_000);
  });

  it('L10: opens at once, and for that long, when asked to stay away for more than a minute', async () => {
    const { breaker } = setUp({ trip: { consecutive: 5 }, open: { ...steady, retryAfterMs: () => 18_000_000 } });
    await fail(breaker);
    expect({ state: breaker.state, retryAfterMs: breaker.retryAfterMs() }).toEqual({ state: 'open', retryAfterMs: 18_000_000 });
  });

  it.each([Number.NaN, -5, Infinity, 'soon' as unknown as number])('L10: pays no heed to a wait of %s', async (waitMs) => {
    const { breaker } = setUp({ open: { ...steady, retryAfterMs: () => waitMs } });
    await fail(breaker);
    expect(breaker.retryAfterMs()).toBe(1_000);
  });

  it('K12: pays no heed to jumps of the wall clock', async () => {
    const { breaker, clock } = setUp();
    await fail(breaker);
    for (const years of [10, -20]) clock.jumpWall(years * 365 * 86_400_000);
    expect(breaker.retryAfterMs()).toBe(1_000);
    clock.advance(1_000);
    await succeed(breaker);
    expect(breaker.state).toBe('closed');
  });

  it('R13: lets a trial call through after the machine has slept for an hour', async () => {
    const { breaker, clock } = setUp();
    await fail(breaker);
    clock.advance(3_600_000);
    await succeed(breaker);
    expect(breaker.state).toBe('closed');
  });
});

describe('a half-open circuit', () => {
  async function halfOpen(options: CircuitBreakerOptions = {}) {
    const parts = setUp(options);
    await fail(parts.breaker);
    parts.clock.advance(1_000);
    return parts;
  }

  it('X18: lets exactly one of fifty parallel callers through and refuses the rest at once', async () => {
    const { breaker } = await halfOpen();
    const trial = pending<string>();
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
    const { breaker, clock } = await halfOpen({ halfOpen: { maxMs: 500 } });
    void breaker.execute(() => new Promise(() => {}));
    clock.advance(100);
    await expect(succeed(breaker)).rejects.toMatchObject({ cause: offline, retryAfterMs: 400 });
  });

  it('closes only after as many good trials as it asks for', async () => {
    const { breaker } = await halfOpen({ halfOpen: { calls: 3 } });
    await succeed(breaker);
    await succeed(breaker);
    expect(breaker.state).toBe('half-open');
    await succeed(breaker);
    expect(breaker.state).toBe('closed');
  });

  it('tolerates as many bad trials as it is told to, and opens on one more', async () => {
    const { breaker } = await halfOpen({ halfOpen: { calls: 3, tolerate: 1 } });
    await fail(breaker);
    expect(breaker.state).toBe('half-open');
    await fail(breaker);
    expect(breaker.state).toBe('open');
    expect(breaker.retryAfterMs()).toBe(2_000);
  });

  it('closes as soon as the trials still to come cannot change that', async () => {
    const { breaker } = await halfOpen({ halfOpen: { calls: 3, tolerate: 1 } });
    await succeed(breaker);
    await succeed(breaker);
    expect(breaker.state).toBe('closed');
  });

  it('takes the permit back from an aborted trial and gives it to the next caller', async () => {
    const { breaker } = await halfOpen();
    const run = new AbortController();
    const trial = breaker.execute(({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))), run);
    run.abort();
    await expect(trial).rejects.toMatchObject({ name: 'AbortError' });
    expect(breaker.state).toBe('half-open');
    await succeed(breaker);
    expect(breaker.state).toBe('closed');
  });

  it('takes the permit back from a trial whose error is judged neutral', async () => {
    const { breaker } = await halfOpen({ classify: (error) => (error === offline ? 'failure' : 'neutral') });
    await fail(breaker, 'not its fault');
    expect(breaker.state).toBe('half-open');
    await succeed(breaker);
    expect(breaker.state).toBe('closed');
  });

  it('gives the permit of a trial that hangs to the next caller, and drops its late result', async () => {
    const { breaker, clock } = await halfOpen({ halfOpen: { maxMs: 500 } });
    const hung = pending<string>();
    const first = breaker.execute(() => hung.promise);
    clock.advance(499);
    await expect(succeed(breaker)).rejects.toMatchObject({ code: 'ARTEMIS_E_CIRCUIT_OPEN' });
    clock.advance(1);
    const second = pending<string>();
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
    const old = pending<string>();
    const slow = breaker.execute(() => old.promise);
    await fail(breaker);
    clock.advance(1_000);
    const trial = pending<string>();
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
    const old = pending<string>();
    const slow = breaker.execute(() => old.promise);
    await fail(breaker);
    clock.advance(1_000);
    await succeed(breaker);
    old.reject(offline);
    await expect(slow).rejects.toBe(offline);
    expect(breaker.state).toBe('closed');
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
    await fail(breaker);
    await fail(breaker, 'not found');
    await fail(breaker);
    expect(breaker.state).toBe('closed');
  });

  it.each([
    ['throws', () => { throw new Error('bad judge'); }],
    ['answers nonsense', () => 'maybe' as 'neutral'],
  ])('an error is a failure when the judge %s', async (_, classify) => {
    const { breaker } = setUp({ classify });
    await fail(breaker);
    expect(breaker.state).toBe('open');
  });

  it('a reader of waits that throws changes nothing', async () => {
    const { breaker } = setUp({ open: { ...steady, retryAfterMs: () => { throw new Error('bad reader'); } } });
    await fail(breaker);
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
