import type { SlowSettings } from './circuit-settings.ts';
import { createTripRule } from './create-trip-rule.ts';
import type { TripRule } from './trip-rule.ts';

/** Fires on the share of slow calls, whether they succeeded or not. */
export class SlowCalls {
  readonly #afterMs: number;
  readonly #rule: TripRule;

  constructor(settings: SlowSettings) {
    this.#afterMs = settings.afterMs;
    this.#rule = createTripRule(settings.trip);
  }

  /** Notes a finished call, and says whether the circuit opens. */
  note(startMs: number, nowMs: number): boolean {
    if (nowMs - startMs >= this.#afterMs) return this.#rule.failed(nowMs);
    this.#rule.succeeded(nowMs);
    return false;
  }
}
