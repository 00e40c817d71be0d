import { setImmediate } from 'node:timers/promises';
import type { Clock } from '@artemis/core';

/** Longest time this thread is kept from others by work that comes in small pieces, in milliseconds. */
const mostMs = 10;

/** Lets others have the thread now and then while there is much to do. */
export class Breather {
  readonly #clock: Clock;
  #sinceMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#sinceMs = clock.nowMs();
  }

  /** Whether it is time to let others in. */
  get isDue(): boolean {
    return this.#clock.nowMs() - this.#sinceMs >= mostMs;
  }

  /** Resolves at once, or when it is due, after others had their turn. */
  async breathe(): Promise<void> {
    if (!this.isDue) return;
    await setImmediate();
    this.#sinceMs = this.#clock.nowMs();
  }
}
