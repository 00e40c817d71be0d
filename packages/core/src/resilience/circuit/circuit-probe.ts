import type { Clock, Timer } from '../../ports/clock.ts';
import type { ProbeOptions } from '../circuit-breaker-options.ts';

/** Checks an open circuit's dependency in the background. Its timer never keeps the process alive. */
export class CircuitProbe {
  readonly #options: ProbeOptions;
  readonly #clock: Clock;
  readonly #onGood: () => void;
  #timer: Timer | undefined;
  #attempt: AbortController | undefined;
  #disposed = false;

  constructor(options: ProbeOptions, clock: Clock, onGood: () => void) {
    this.#options = options;
    this.#clock = clock;
    this.#onGood = onGood;
  }

  /** Does nothing when it runs already, or is disposed. */
  start(): void {
    if (!this.#disposed) this.#timer ??= this.#schedule();
  }

  /** Aborts the check under way, if any; what it still says counts for nothing. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#abandon();
  }

  /** Stops for good. */
  dispose(): void {
    this.#disposed = true;
    this.stop();
  }

  #schedule(): Timer {
    return this.#clock.after(this.#options.everyMs, () => this.#next()).unref();
  }

  #next(): void {
    this.#abandon();
    this.#timer = this.#schedule();
    void this.#check();
  }

  async #check(): Promise<void> {
    const attempt = new AbortController();
    this.#attempt = attempt;
    const endsAtMs = this.#clock.nowMs() + this.#options.everyMs;
    try {
      await this.#options.check({ signal: attempt.signal, remainingMs: () => Math.max(endsAtMs - this.#clock.nowMs(), 0) });
    } catch {
      // Still down: the circuit says so already.
      return;
    }
    if (this.#attempt === attempt) this.#onGood();
  }

  #abandon(): void {
    this.#attempt?.abort();
    this.#attempt = undefined;
  }
}
