import type { TripRule } from './trip-rule.ts';

/** Fires when either of two rules does. Both see every call. */
export class EitherTripRule implements TripRule {
  readonly #first: TripRule;
  readonly #second: TripRule;

  constructor(first: TripRule, second: TripRule) {
    this.#first = first;
    this.#second = second;
  }

  succeeded(nowMs: number): void {
    this.#first.succeeded(nowMs);
    this.#second.succeeded(nowMs);
  }

  failed(nowMs: number): boolean {
    const firstFired = this.#first.failed(nowMs);
    return this.#second.failed(nowMs) || firstFired;
  }
}
