import { FakeClock } from '@artemis/core/testing';

/** A clock that each look at it moves on: whoever watches the time takes time, and lets others in after a few steps. */
export class BusyClock extends FakeClock {
  readonly #stepMs: number;

  /** @param stepMs - Milliseconds a look takes. Default: 1. */
  constructor(stepMs = 1) {
    super();
    this.#stepMs = stepMs;
  }

  override nowMs(): number {
    this.advance(this.#stepMs);
    return super.nowMs();
  }
}
