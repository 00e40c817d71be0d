import type { TripRule } from './trip-rule.ts';

/** Fires when any of its rules does. All of them see every call. */
export class AnyTripRule implements TripRule {
  readonly #rules: readonly TripRule[];

  constructor(rules: readonly TripRule[]) {
    this.#rules = rules;
  }

  succeeded(nowMs: number): void {
    for (const rule of this.#rules) rule.succeeded(nowMs);
  }

  failed(nowMs: number): boolean {
    let fired = false;
    for (const rule of this.#rules) fired = rule.failed(nowMs) || fired;
    return fired;
  }
}
