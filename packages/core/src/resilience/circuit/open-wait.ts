import type { Random } from '../../ports/random.ts';
import { readRetryAfter, type RetryAfterReader } from '../read-retry-after.ts';
import { longestRetryAfterMs } from '../retry-after.ts';
import type { WaitSettings } from './circuit-settings.ts';

/** Jitter takes at most this share off a wait. It only shortens, so that the cap holds and spreads too. */
const jitterShare = 0.25;

/** Longest rest of a wait taken from a file, in milliseconds: a day. What it says must not shut a component out for years. */
const longestRestMs = 86_400_000;

/** The waits of a circuit that opens again and again: each longer than the last, up to a cap, until a call succeeds. */
export class OpenWait {
  readonly #settings: WaitSettings;
  readonly #reader: RetryAfterReader;
  readonly #random: Random;
  #nextMs: number;

  constructor(settings: WaitSettings, reader: RetryAfterReader, random: Random) {
    this.#settings = settings;
    this.#reader = reader;
    this.#random = random;
    this.#nextMs = settings.waitMs;
  }

  /** The next wait before jitter, in milliseconds. */
  get nextMs(): number {
    return this.#nextMs;
  }

  /** The next wait, in milliseconds, and not less than what `cause` asks for; the one after it is longer. */
  take(cause: unknown): number {
    const { factor, maxWaitMs, jitter } = this.#settings;
    const ownMs = this.#nextMs * (jitter ? 1 - jitterShare * this.#random.fraction() : 1);
    this.#nextMs = Math.min(this.#nextMs * factor, maxWaitMs);
    return Math.max(ownMs, readRetryAfter(this.#reader, cause));
  }

  /** Whether an error asks for a wait too long to sleep through. */
  isAskedForBy(error: unknown): boolean {
    return readRetryAfter(this.#reader, error) > longestRetryAfterMs;
  }

  /** The next wait is the shortest one again. */
  reset(): void {
    this.#nextMs = this.#settings.waitMs;
  }

  /** Goes on from a saved wait, kept within the present settings. Returns what is left of the one under way, in milliseconds. */
  resume(remainingMs: number, nextWaitMs: number): number {
    const { waitMs, maxWaitMs } = this.#settings;
    this.#nextMs = Math.min(Math.max(nextWaitMs, waitMs), maxWaitMs);
    return Math.min(remainingMs, Math.max(maxWaitMs, longestRestMs));
  }
}
