import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RateGate, rateGateOf } from '../../src/llm/rate-gate.ts';
import { watchModelCall } from '../../src/llm/wire/watch-model-call.ts';
import { sleep } from '../../src/resilience/sleep.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { callWith } from './ask.ts';
import { rateLimited } from './limited-server.ts';

const never = new AbortController().signal;
const origin = { model: 'm', endpoint: 'limited.test', keyVariable: undefined, key: undefined, secrets: [] };
const limits = { firstByteMs: 30_000, idleMs: 30_000, totalMs: 600_000 };

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
      gate.left();
    });
    for (const _ of tickets) gate.left();
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
    gate.left();
    const callers = Array.from({ length: 10 }, async (_, index) => {
      await gate.pass(never);
      order.push(index);
      gate.left();
    });
    await clock.advanceAsync(10_000);
    await Promise.all(callers);
    expect(order).toEqual([...order].toSorted((one, other) => one - other));
  });

  it('says that it is more than a matter of pace when complaints go on without one answer', async () => {
    const gate = new RateGate(new FakeClock());
    const verdicts = [0, 1, 2, 3, 4].map((complaints) => gate.complained({ complaints, width: 1 }, 0));
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
    await expect(next).resolves.toMatchObject({ complaints: 1 });
  });

  it('refuses a caller whose abort came before', async () => {
    await expect(new RateGate(new FakeClock()).pass(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  });

  it('is open again after enough answers', async () => {
    const clock = new FakeClock();
    const gate = new RateGate(clock);
    gate.complained(await gate.pass(never), 0);
    gate.left();
    for (let answers = 0; answers < 40; answers++) {
      const passed = gate.pass(never);
      await clock.advanceAsync(100);
      gate.answered(await passed);
      gate.left();
    }
    await clock.advanceAsync(100);
    await Promise.all(Array.from({ length: 5 }, () => gate.pass(never)));
    expect(gate.waitMs).toBe(0);
  });

  it('starves nobody, counts everybody out and leaves no timer, whatever callers and servers do', async () => {
    const caller = fc.record({
      comesMs: fc.nat(20_000),
      takesMs: fc.integer({ min: 1, max: 20_000 }),
      ends: fc.oneof(
        fc.constantFrom('answered' as const, 'slow' as const, 'lost' as const, 'aborted' as const),
        fc.integer({ min: 0, max: 70_000 }),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(caller, { maxLength: 30 }), async (callers) => {
        const clock = new FakeClock();
        const gate = new RateGate(clock);
        const calls = callers.map(async ({ comesMs, takesMs, ends }) => {
          await sleep(clock, comesMs);
          const controller = new AbortController();
          if (ends === 'aborted') clock.after(takesMs, () => controller.abort(new Error('gone')));
          const ticket = await gate.pass(controller.signal).catch(() => null);
          if (ticket === null) return;
          await sleep(clock, takesMs);
          if (ends === 'answered') gate.answered(ticket);
          else if (ends === 'slow') gate.wasSlow(ticket);
          else if (typeof ends === 'number') gate.complained(ticket, ends);
          gate.left();
        });
        // Each may be held back for as long as it is asked, and waits for all before it.
        await clock.advanceAsync(20_000 + callers.length * 160_000);
        await Promise.all(calls);
        expect([gate.inFlight, clock.pendingTimers]).toEqual([0, 0]);
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
    gate.left();
    const first = gate.pass(never);
    const second = watchModelCall({ origin, clock, limits, call: callWith() }, async () => 'asked');
    second.catch(() => {});
    await clock.advanceAsync(40_000);
    ticket = await first;
    gate.complained(ticket, 40_000);
    gate.left();
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
});
