import type { StampedEvent } from '../events/stamped-event.ts';

/**
 * Time that earlier processes have worked on a run: for each of them from its first event to its last. Only the wall clock outlives
 * a process; where it was set back, the time counts as none.
 */
export class TimeSpent {
  #settledMs = 0;
  #began: string | undefined;
  /** Read when it is needed: there are many events, and few beginnings. */
  #last: string | undefined;

  /** In milliseconds. */
  get ms(): number {
    if (this.#began === undefined || this.#last === undefined) return 0;
    return this.#settledMs + Math.max(Date.parse(this.#last) - Date.parse(this.#began), 0);
  }

  apply({ type, ts }: StampedEvent): void {
    if (type === 'run.started') {
      this.#settledMs = this.ms;
      this.#began = ts;
    }
    this.#last = ts;
  }
}
