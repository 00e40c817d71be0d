import type { TripRule } from './trip-rule.ts';

/** Fires on the share of failures among the last calls. */
export class CountWindow implements TripRule {
  /** A ring: 1 where the call failed. */
  readonly #failed: Uint8Array;
  readonly #ratio: number;
  readonly #minimumCalls: number;
  #next = 0;
  #calls = 0;
  #failures = 0;

  constructor(size: number, ratio: number, minimumCalls: number) {
    this.#failed = new Uint8Array(size);
    this.#ratio = ratio;
    this.#minimumCalls = minimumCalls;
  }

  succeeded(): void {
    this.#note(0);
  }

  failed(): boolean {
    this.#note(1);
    return this.#calls >= this.#minimumCalls && this.#failures / this.#calls >= this.#ratio;
  }

  #note(failed: 0 | 1): void {
    const ring = this.#failed;
    const at = this.#next;
    this.#failures += failed - (ring[at] ?? 0);
    ring[at] = failed;
    this.#next = at + 1 === ring.length ? 0 : at + 1;
    if (this.#calls < ring.length) this.#calls++;
  }
}
