import type { StampedEvent } from '../events/stamped-event.ts';

/**
 * Time that earlier processes have worked on a run: for each of them from its first event to its last. Only the wall clock outlives
 * a process; where it was set back, the time counts as none.
 */
export class TimeSpent {
  #settledMs = 0;
  #beganMs = 0;
  #lastMs = 0;

  /** In milliseconds. */
  get ms(): number {
    return this.#settledMs + Math.max(this.#lastMs - this.#beganMs, 0);
  }

  apply(event: StampedEvent): void {
    const atMs = Date.parse(event.ts);
    if (event.type === 'run.started') {
      this.#settledMs = this.ms;
      this.#beganMs = atMs;
    }
    this.#lastMs = atMs;
  }
}
