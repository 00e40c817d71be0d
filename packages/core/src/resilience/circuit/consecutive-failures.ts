import type { TripRule } from './trip-rule.ts';

/** Fires after a number of failures in a row. */
export class ConsecutiveFailures implements TripRule {
  readonly #limit: number;
  #failures = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  failed(): boolean {
    return ++this.#failures >= this.#limit;
  }
}
