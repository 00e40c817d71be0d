import type { Clock, Timer } from '@artemis/core';

/**
 * Sees that a developer gives no sign of life. While it waits for a model, a gate or a tool it is not looked at: each of those has an
 * end of its own.
 */
export class StallWatch implements Disposable {
  readonly #clock: Clock;
  readonly #stallMs: number;
  readonly #onStall: () => void;
  #waiting = 0;
  #over = false;
  #timer: Timer | undefined;

  /** @param stallMs - How long nothing may happen, in milliseconds. */
  constructor(clock: Clock, stallMs: number, onStall: () => void) {
    this.#clock = clock;
    this.#stallMs = stallMs;
    this.#onStall = onStall;
    this.sign();
  }

  /** The developer has done something. */
  sign(): void {
    this.#timer?.cancel();
    if (this.#over || this.#waiting > 0) return;
    this.#timer = this.#clock.after(this.#stallMs, this.#onStall);
  }

  /** The developer waits for something that ends by itself. */
  async while<T>(act: () => Promise<T>): Promise<T> {
    this.#waiting++;
    this.sign();
    try {
      return await act();
    } finally {
      this.#waiting--;
      this.sign();
    }
  }

  [Symbol.dispose](): void {
    this.#over = true;
    this.#timer?.cancel();
  }
}
