import type { Clock } from '@artemis/core';

/** What a server may say in one window: far more than any that answers, and little enough that one that floods cannot take a processor. */
const windowMs = 10_000;
const mostMessages = 2_000;
const mostBytes = 64 * 1024 ** 2;

/** Counts what a server says. */
export class MessageBudget {
  readonly #clock: Clock;
  #startMs: number;
  #messages = 0;
  #bytes = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startMs = clock.nowMs();
  }

  /** @returns Whether it is still within bounds. */
  spend(messages: number, bytes: number): boolean {
    const nowMs = this.#clock.nowMs();
    if (nowMs - this.#startMs >= windowMs) [this.#startMs, this.#messages, this.#bytes] = [nowMs, 0, 0];
    this.#messages += messages;
    this.#bytes += bytes;
    return this.#messages <= mostMessages && this.#bytes <= mostBytes;
  }
}
