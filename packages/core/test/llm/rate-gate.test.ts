import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelError } from '../../src/llm/failure/model-error.ts';
import { modelRetry } from '../../src/llm/model-policy.ts';
import { RateGate, rateGateOf } from '../../src/llm/rate-gate.ts';
import { watchModelCall } from '../../src/llm/wire/watch-model-call.ts';
import { retry } from '../../src/resilience/retry.ts';
import { sleep } from '../../src/resilience/sleep.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { seededRandom } from '../../src/testing/seeded-random.ts';
import { callWith } from './ask.ts';

const never = new AbortController().signal;
const origin = { model: 'm', endpoint: 'limited.test', keyVariable: undefined, key: undefined, secrets: [] };
const limits = { firstByteMs: 30_000, idleMs: 30_000, totalMs: 600_000 };

/** What a server says that allows `perSecond` requests in any second. */
function limitedServer(clock: FakeClock, perSecond: number, retryAfterMs: number | undefined) {
  let taken: readonly number[] = [];
  let requests = 0;
  const ask = async (latencyMs: number): Promise<void> => {
    requests++;
    const nowMs = clock.nowMs();
    taken = taken.filter((atMs) => atMs > nowMs - 1_000);
    const isTaken = taken.length < perSecond;
    if (isTaken) taken = [...taken, nowMs];
    await sleep(clock, latencyMs);
    if (!isTaken) throw rateLimited(retryAfterMs);
  };
  return { ask, requests: () => requests };
}

const rateLimited = (retryAfterMs?: number): ModelError =>
  new ModelError('ARTEMIS_E_MODEL_RATE_LIMITED', 'slow down', {
    kind: 'retry',
    hint: '',
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });

describe('a gate nobody has complained to', () => {
  it('lets everybody pass at once', async () => {
    const clock = new FakeClock();
    const gate = new RateGate(clock);
    await Promise.all(Array.from({ length: 100 }, () => gate.pass(never)));
    expect([gate.waitMs, clock.pendingTimers]).toEqual([0, 0]);
  });
});

describe('after a complaint', () => {
  it('L09: one 429 holds all callers back for as long as it asks', async () => {
    const clock = new FakeClock();
    const gate = new RateGate(clock);
    gate.complained(await gate.pass(never), 7_000);
    const passedAtMs: number[] = [];
    const callers = Array.from({ length: 5 }, () => gate.pass(never).then(() => passedAtMs.push(clock.nowMs())));
    await clock.advanceAsync(6_999);
    expect(passedAtMs).toEqual([]);
    await clock.advanceAsync(10_000);
    await Promise.all(callers);
    expect(passedAtMs[0]).toBe(7_000);
  });

  it('20 parallel callers never ask again inside the same 100 ms', async () => {
    const clock = new FakeClock();
    const gate = new RateGate(clock);
    const tickets = await Promise.all(Array.from({ length: 20 }, () => gate.pass(never)));
    for (const ticket of tickets) gate.complained(ticket, 2_000);
    const passedAtMs: number[] = [];
    const callers = tickets.map(async () => {
      const ticket = await gate.pass(never);
      passedAtMs.push(clock.nowMs());
      gate.answered(ticket);
    });
    await clock.advanceAsync(60_000);
    await Promise.all(callers);
    const gaps = passedAtMs.slice(1).map((atMs, index) => atMs - (passedAtMs[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100);
    expect(passedAtMs[0]).toBeGreaterThanOrEqual(2_000);
  });

  it('takes many complaints about requests of the same moment for one', async () => {
    const clock = new FakeClock();
    const gate = new RateGate(clock);
    const tickets = await Promise.all(Array.from({ length: 50 }, () => gate.pass(never)));
    for (const ticket of tickets) expect(gate.complained(ticket, 0)).toBe(true);
    expect(gate.waitMs).toBe(100);
  });

  it('lets callers pass in the order they came', async () => {
    const clock = new FakeClock();
    const gate = new RateGate(clock);
    gate.complained(await gate.pass(never), 1_000);
    const order: number[] = [];
    const callers = Array.from({ length: 10 }, (_, index) => gate.pass(never).then(() => order.push(index)));
    await clock.advanceAsync(10_000);
    await Promise.all(callers);
    expect(order).toEqual([...order].toSorted((one, other) => one - other));
  });

  it('says that it is more than a matter of pace when complaints go on without one answer', async () => {
    const gate = new RateGate(new FakeClock());
    const verdicts = [0, 1, 2, 3, 4].map((ticket) => gate.complained(ticket, 0));
    expect(verdicts).toEqual([true, true, true, true, false]);
  });

  it('L10: a server that wants to be left alone for hours holds nobody back: it is not waited for', async () => {
    const gate = new RateGate(new FakeClock());
    expect(gate.complained(await gate.pass(never), 18_000_000)).toBe(false);
    expect(gate.waitMs).toBe(0);
  });

  it('L20: gives a place up when its caller aborts', async () => {
    const clock = new FakeClock();
    const gate = new RateGate(clock);
    gate.complained(await gate.pass(never), 30_000);
    const controller = new AbortController();
    const given = gate.pass(controller.signal);
    controller.abort(new Error('Ctrl-C'));
    await expect(given).rejects.toThrow('Ctrl-C');
    const next = gate.pass(never);
    await clock.advanceAsync(30_000);
    await expect(next).resolves.toBe(1);
  });

  it('refuses a caller whose abort came before', async () => {
    await expect(new RateGate(new FakeClock()).pass(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  });

  it('is open again after enough answers', async () => {
    const clock = new FakeClock();
    const gate = new RateGate(clock);
    gate.complained(await gate.pass(never), 0);
    for (let answers = 0; answers < 40; answers++) {
      const passed = gate.pass(never);
      await clock.advanceAsync(100);
      gate.answered(await passed);
    }
    await clock.advanceAsync(100);
    await Promise.all(Array.from({ length: 10 }, () => gate.pass(never)));
    expect(gate.waitMs).toBe(0);
  });

  it('starves nobody and never stops, whatever callers and servers do', async () => {
    const step = fc.oneof(
      fc.constant({ kind: 'pass' as const }),
      fc.record({ kind: fc.constant('complain' as const), askedMs: fc.integer({ min: 0, max: 70_000 }) }),
      fc.record({ kind: fc.constant('answer' as const) }),
      fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 20_000 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const clock = new FakeClock();
        const gate = new RateGate(clock);
        let passed = 0;
        let asked = 0;
        let ticket = 0;
        for (const next of steps) {
          if (next.kind === 'pass') {
            asked++;
            void gate.pass(never).then((given) => {
              passed++;
              ticket = given;
            });
          } else if (next.kind === 'complain') gate.complained(ticket, next.askedMs);
          else if (next.kind === 'answer') gate.answered(ticket);
          else clock.advance(next.ms);
        }
        await clock.advanceAsync(60_000 + 40 * 10_000);
        expect(passed).toBe(asked);
      }),
      { numRuns: 100 },
    );
  });
});

describe('calls through the gate of their server', () => {
  it('share it, whoever makes them', () => {
    const clock = new FakeClock();
    expect(rateGateOf(clock, 'a.test')).toBe(rateGateOf(clock, 'a.test'));
    expect(rateGateOf(clock, 'a.test')).not.toBe(rateGateOf(clock, 'b.test'));
  });

  it('are not made when they would wait for more than a minute, so that another model is asked', async () => {
    const clock = new FakeClock();
    const gate = rateGateOf(clock, origin.endpoint);
    gate.complained(await gate.pass(never), 60_000);
    const waiting = Array.from({ length: 5 }, () => gate.pass(never));
    const refused = watchModelCall({ origin, clock, limits, call: callWith() }, async () => 'asked');
    await expect(refused).rejects.toMatchObject({ code: 'ARTEMIS_E_MODEL_RATE_LIMITED', kind: 'switch', isPacing: true });
    await clock.advanceAsync(120_000);
    await Promise.all(waiting);
  });

  it('are given up after a minute when complaints go on while they wait', async () => {
    const clock = new FakeClock();
    const gate = rateGateOf(clock, origin.endpoint);
    let ticket = await gate.pass(never);
    gate.complained(ticket, 40_000);
    const first = gate.pass(never);
    const second = watchModelCall({ origin, clock, limits, call: callWith() }, async () => 'asked');
    second.catch(() => {});
    await clock.advanceAsync(40_000);
    ticket = await first;
    gate.complained(ticket, 40_000);
    await clock.advanceAsync(20_000);
    await expect(second).rejects.toMatchObject({ code: 'ARTEMIS_E_MODEL_RATE_LIMITED', kind: 'switch' });
    expect(gate.waitMs).toBeGreaterThan(0);
  });

  it('a Retry-After of one call is kept to the second by the next', async () => {
    const clock = new FakeClock();
    const call = { origin, clock, limits, call: callWith() };
    await expect(watchModelCall(call, () => Promise.reject(rateLimited(20_000)))).rejects.toMatchObject({ isPacing: true });
    const next = watchModelCall(call, async () => clock.nowMs());
    await clock.advanceAsync(20_000);
    await expect(next).resolves.toBe(20_000);
  });

  it.each([
    [50, undefined],
    [50, 1_000],
    [300, undefined],
    [300, 1_000],
  ])(
    '8 workers against 2 requests a second (latency %i ms, Retry-After %s): no failure, at most 1.3 of the best time',
    async (latencyMs, retryAfterMs) => {
      const clock = new FakeClock();
      const random = seededRandom(7);
      const server = limitedServer(clock, 2, retryAfterMs);
      const callsOfWorker = 10;
      const ask = (): Promise<void> => watchModelCall({ origin, clock, limits, call: callWith() }, () => server.ask(latencyMs));
      // As a run asks: a model twice, then the whole list again.
      const patient = { maxAttempts: 20, firstWaitMs: 500, budgetMs: 120_000 };
      const question = (): Promise<void> => retry(() => retry(ask, modelRetry, { clock, random }), patient, { clock, random });
      let done = 0;
      const workers = Array.from({ length: 8 }, async () => {
        for (let call = 0; call < callsOfWorker; call++) {
          await question();
          done++;
        }
      });
      while (done < 8 * callsOfWorker) await clock.advanceAsync(25);
      await Promise.all(workers);
      const bestMs = ((8 * callsOfWorker) / 2) * 1_000;
      expect(clock.nowMs() / bestMs).toBeLessThanOrEqual(1.3);
      expect(server.requests() / (8 * callsOfWorker)).toBeLessThanOrEqual(1.3);
    },
  );
});
