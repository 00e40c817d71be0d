import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import { CircuitOpenError } from './circuit-open-error.ts';
import { checkCount, checkFactor, checkLimit, checkWait } from './option-checks.ts';
import { readRetryAfter } from './read-retry-after.ts';
import { longestRetryAfterMs } from './retry-after.ts';
import type { RetryOptions } from './retry-options.ts';

interface Surroundings {
  readonly clock: Clock;
  readonly random: Random;
  readonly signal?: AbortSignal | undefined;
  remainingMs?(): number;
}

/** Decides for one call whether it is made again after a failure, and how long to wait before. */
export class RetryWaits {
  readonly maxAttempts: number;
  readonly #options: RetryOptions;
  readonly #surroundings: Surroundings;
  readonly #firstWaitMs: number;
  readonly #factor: number;
  readonly #maxWaitMs: number;
  readonly #endsAtMs: number;

  constructor(options: RetryOptions, surroundings: Surroundings) {
    this.#options = options;
    this.#surroundings = surroundings;
    this.maxAttempts = checkCount('maxAttempts', options.maxAttempts ?? 1);
    this.#firstWaitMs = checkWait('firstWaitMs', options.firstWaitMs ?? 300);
    this.#factor = checkFactor('factor', options.factor ?? 2);
    this.#maxWaitMs = checkWait('maxWaitMs', options.maxWaitMs ?? 8_000);
    this.#endsAtMs = surroundings.clock.nowMs() + checkLimit('budgetMs', options.budgetMs ?? Infinity);
  }

  /** The wait after attempt number `attempt` failed with `error`, in milliseconds; `undefined` when it was the last. */
  after(error: unknown, attempt: number): number | undefined {
    if (attempt >= this.maxAttempts || !this.#mayRetry(error)) return undefined;
    const askedMs = readRetryAfter(this.#options, error);
    if (askedMs > longestRetryAfterMs) return undefined;
    const waitMs = this.#wait(attempt, askedMs);
    return waitMs < this.#leftMs() ? waitMs : undefined;
  }

  #mayRetry(error: unknown): boolean {
    if (this.#surroundings.signal?.aborted || isFinal(error)) return false;
    try {
      return this.#options.isRetryable?.(error) ?? true;
    } catch {
      // A judge that fails cannot vouch for the call.
      return false;
    }
  }

  #wait(attempt: number, askedMs: number): number {
    const fullMs = this.#firstWaitMs === 0 ? 0 : Math.min(this.#firstWaitMs * this.#factor ** (attempt - 1), this.#maxWaitMs);
    const jitter = this.#options.jitter ?? true;
    const ownMs = jitter ? fullMs * (0.5 + this.#surroundings.random.fraction() / 2) : fullMs;
    if (askedMs === 0) return ownMs;
    // Never sooner than asked; with jitter the callers that were told the same time spread out behind it.
    return Math.min(jitter ? askedMs + ownMs : Math.max(askedMs, ownMs), longestRetryAfterMs);
  }

  #leftMs(): number {
    const aboveMs = this.#surroundings.remainingMs?.() ?? Infinity;
    return Math.min(this.#endsAtMs - this.#surroundings.clock.nowMs(), aboveMs);
  }
}

/** Aborts and open circuits: trying again at once cannot help. */
function isFinal(error: unknown): boolean {
  try {
    return error instanceof CircuitOpenError || (error instanceof Error && error.name === 'AbortError');
  } catch {
    // A proxy that throws when looked at is neither.
    return false;
  }
}
