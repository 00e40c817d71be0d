import { describe, expect, it } from 'vitest';
import { sleep } from '../../src/resilience/sleep.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { LimitedServer, type ServerLimits } from './limited-server.ts';
import { limits, Office } from './office.ts';

const workers = 8;
const callsOfWorker = 10;
const questions = workers * callsOfWorker;

describe('8 workers', () => {
  it.each([
    [50, undefined],
    [50, 1_000],
    [300, undefined],
    [300, 1_000],
    [1_000, undefined],
    [1_000, 1_000],
    [3_000, undefined],
    [3_000, 1_000],
  ])(
    'against 2 requests a second (latency %i ms, Retry-After %s): no failure, at most 1.3 of the best time and of the requests',
    async (answerMs, retryAfterMs) => {
      const clock = new FakeClock();
      const server = new LimitedServer(clock, { perSecond: 2, answerMs, refusalMs: Math.min(answerMs, 300), retryAfterMs });
      await new Office(clock, () => server.ask(), { workers, callsOfWorker }).close();
      // The last two go out when all others have, and are answered then.
      const bestMs = ((questions - 2) / 2) * 1_000 + answerMs;
      expect(clock.nowMs() / bestMs).toBeLessThanOrEqual(1.3);
      expect(server.requests / questions).toBeLessThanOrEqual(1.3);
    },
  );

  it.each([
    [1, 2_000],
    [2, 2_000],
    [2, 10_000],
    [3, 500],
    [4, 5_000],
  ])(
    'against %i requests at a time (latency %i ms): no failure, at most 1.3 of the best time and of the requests',
    async (atATime, answerMs) => {
      const clock = new FakeClock();
      const server = new LimitedServer(clock, { atATime, answerMs, refusalMs: 50 });
      await new Office(clock, () => server.ask(), { workers, callsOfWorker }).close();
      expect(clock.nowMs() / ((questions / atATime) * answerMs)).toBeLessThanOrEqual(1.3);
      expect(server.requests / questions).toBeLessThanOrEqual(1.3);
    },
  );

  it.each([50, 300, 1_000])(
    'settle at 3 at a time within 10 s of 2 requests a second (latency %i ms), and are served faster soon after that is over',
    async (answerMs) => {
      const clock = new FakeClock();
      const serverLimits: ServerLimits = { perSecond: 2, answerMs, refusalMs: answerMs };
      const server = new LimitedServer(clock, serverLimits);
      const office = new Office(clock, () => server.ask(), { workers, callsOfWorker: 1_000 });
      expect(await office.until(5_000)).toBe(workers);
      await office.until(10_000);
      expect(await office.until(30_000)).toBeLessThanOrEqual(3);
      expect(server.refusals).toBeGreaterThan(0);

      delete serverLimits.perSecond;
      await office.until(60_000);
      const { answered } = office;
      await office.until(70_000);
      expect((office.answered - answered) / 10).toBeGreaterThan(7);
    },
  );

  it('against a server that answers one at a time and lets the others wait: none waits as long as silence, and it is never idle', async () => {
    const clock = new FakeClock();
    const answerMs = 3_500;
    let line: Promise<void> = Promise.resolve();
    let longestMs = 0;
    const ask = async (): Promise<void> => {
      const cameMs = clock.nowMs();
      line = line.then(() => sleep(clock, answerMs));
      await line;
      longestMs = Math.max(longestMs, clock.nowMs() - cameMs);
    };
    const office = new Office(clock, ask, { workers, callsOfWorker });
    await office.until(60_000);
    expect(longestMs).toBeGreaterThanOrEqual(limits.firstByteMs / 2);
    longestMs = 0;
    await office.close();
    expect(longestMs).toBeLessThan(limits.firstByteMs);
    expect(clock.nowMs() / (questions * answerMs)).toBeLessThan(1.1);
  });
});
