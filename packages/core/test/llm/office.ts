import { modelRetry } from '../../src/llm/model-policy.ts';
import { rateGateOf } from '../../src/llm/rate-gate.ts';
import { watchModelCall } from '../../src/llm/wire/watch-model-call.ts';
import { retry } from '../../src/resilience/retry.ts';
import type { FakeClock } from '../../src/testing/fake-clock.ts';
import { seededRandom } from '../../src/testing/seeded-random.ts';
import { callWith } from './ask.ts';

const origin = { model: 'm', endpoint: 'limited.test', keyVariable: undefined, key: undefined, secrets: [] };
/** Limits of each call: the usual ones. */
export const limits = { firstByteMs: 30_000, idleMs: 30_000, totalMs: 600_000 };
/** As a run asks: a model twice, then the whole list again. */
const patient = { maxAttempts: 20, firstWaitMs: 500, budgetMs: 120_000 };

/** Workers who ask one server over and over, each its next question when the last one was answered. */
export class Office {
  answered = 0;
  readonly #clock: FakeClock;
  readonly #questions: number;
  readonly #work: Promise<unknown>;

  constructor(
    clock: FakeClock,
    ask: () => Promise<void>,
    { workers, callsOfWorker }: { readonly workers: number; readonly callsOfWorker: number },
  ) {
    this.#clock = clock;
    this.#questions = workers * callsOfWorker;
    const ports = { clock, random: seededRandom(7) };
    const call = callWith();
    const askOnce = (): Promise<void> =>
      watchModelCall({ origin, clock, limits, call }, async (watch) => {
        await ask();
        watch.answered();
      });
    this.#work = Promise.all(
      Array.from({ length: workers }, async () => {
        for (let calls = 0; calls < callsOfWorker; calls++) {
          await retry(() => retry(askOnce, modelRetry, ports), patient, ports);
          this.answered++;
        }
      }),
    );
    this.#work.catch(() => {});
  }

  /** Lets time pass. Gives the most requests that were under way at a time. */
  async until(untilMs: number): Promise<number> {
    let most = 0;
    while (this.#clock.nowMs() < untilMs && this.answered < this.#questions) {
      await this.#clock.advanceAsync(25);
      most = Math.max(most, rateGateOf(this.#clock, origin.endpoint).inFlight);
    }
    return most;
  }

  /** Lets everybody end. Rejects when a question was not answered. */
  async close(): Promise<void> {
    await this.until(Infinity);
    await this.#work;
  }
}
