import type { Random } from '../../ports/random.ts';
import type { WaitSettings } from './circuit-settings.ts';

/** Jitter takes at most this share off a wait. It only shortens, so that the cap holds and spreads too. */
const jitterShare = 0.25;

/** The waits of a circuit that opens again and again: each longer than the last, up to a cap, until a call succeeds. */
export class OpenWait {
  readonly #settings: WaitSettings;
  readonly #random: Random;
  #nextMs: number;

  constructor(settings: WaitSettings, random: Random) {
    this.#settings = settings;
    this.#random = random;
    this.#nextMs = settings.waitMs;
  }

  /** The next wait before jitter, in milliseconds. */
  get nextMs(): number {
    return this.#nextMs;
  }

  /** The next wait, in milliseconds; the one after it is longer. */
  take(): number {
    const { factor, maxWaitMs, jitter } = this.#settings;
    const waitMs = this.#nextMs;
    this.#nextMs = Math.min(waitMs * factor, maxWaitMs);
    return jitter ? waitMs * (1 - jitterShare * this.#random.fraction()) : waitMs;
  }

  /** The next wait is the shortest one again. */
  reset(): void {
    this.#nextMs = this.#settings.waitMs;
  }

  /** Goes on from a saved wait, kept within the present settings. */
  resumeAt(nextMs: number): void {
    this.#nextMs = Math.min(Math.max(nextMs, this.#settings.waitMs), this.#settings.maxWaitMs);
  }
}
