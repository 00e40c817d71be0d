import type { Clock } from '../ports/clock.ts';
import type { Histogram } from './histogram.ts';

/** A timer that runs from its making to `stop`, or to the end of the block: `using timer = metrics.timer('rag.query')`. */
export class RunningTimer implements Disposable {
  readonly #clock: Clock;
  readonly #histogram: Histogram;
  readonly #startMs: number;
  #elapsedMs: number | undefined;

  constructor(clock: Clock, histogram: Histogram) {
    this.#clock = clock;
    this.#histogram = histogram;
    this.#startMs = clock.nowMs();
  }

  /** Records the time since the start, in milliseconds, and returns it. Later calls record nothing and return the same. */
  stop(): number {
    if (this.#elapsedMs === undefined) {
      this.#elapsedMs = this.#clock.nowMs() - this.#startMs;
      this.#histogram.observe(this.#elapsedMs);
    }
    return this.#elapsedMs;
  }

  [Symbol.dispose](): void {
    this.stop();
  }
}
