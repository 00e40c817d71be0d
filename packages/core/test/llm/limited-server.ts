import { ModelError } from '../../src/llm/failure/model-error.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { sleep } from '../../src/resilience/sleep.ts';

/** What a server takes. It may be changed while it works. */
export interface ServerLimits {
  /** Requests in any second. Default: any number. */
  perSecond?: number;
  /** Requests at a time. Default: any number. */
  atATime?: number;
  /** What it says when it is asked for more. Default: nothing. */
  readonly retryAfterMs?: number | undefined;
  /** How long it takes to answer, and how long to refuse. */
  readonly answerMs: number;
  readonly refusalMs: number;
}

/** A model server on a virtual clock. */
export class LimitedServer {
  requests = 0;
  refusals = 0;
  /** Requests it is answering. */
  working = 0;
  readonly #clock: Clock;
  readonly #limits: ServerLimits;
  #taken: readonly number[] = [];

  constructor(clock: Clock, limits: ServerLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Answers, or asks for fewer requests. */
  async ask(): Promise<void> {
    const { perSecond = Infinity, atATime = Infinity, answerMs, refusalMs } = this.#limits;
    const nowMs = this.#clock.nowMs();
    this.requests++;
    this.#taken = this.#taken.filter((atMs) => atMs > nowMs - 1_000);
    if (this.#taken.length >= perSecond || this.working >= atATime) {
      this.refusals++;
      await sleep(this.#clock, refusalMs);
      throw rateLimited(this.#limits.retryAfterMs);
    }
    this.#taken = [...this.#taken, nowMs];
    this.working++;
    await sleep(this.#clock, answerMs);
    this.working--;
  }
}

/** What a client makes of a 429. */
export const rateLimited = (retryAfterMs?: number): ModelError =>
  new ModelError('ARTEMIS_E_MODEL_RATE_LIMITED', 'slow down', {
    kind: 'retry',
    hint: '',
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
