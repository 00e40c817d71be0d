import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { RetryBudget } from './retry-budget.ts';
import type { RetryOptions } from './retry-options.ts';
import { RetryWaits } from './retry-waits.ts';
import { sleep } from './sleep.ts';
import { tellListener } from './tell-listener.ts';

export type { RetryOptions } from './retry-options.ts';

/** A retry that is about to be waited for. */
export interface RetryNotice {
  /** Number of the attempt to come; the first retry is attempt 2. */
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly waitMs: number;
  /** What the attempt before it threw. */
  readonly error: unknown;
}

/** What {@link retry} needs from its caller. */
export interface RetrySurroundings {
  readonly clock: Clock;
  readonly random: Random;
  /** An abort ends a wait at once. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until the nearest deadline above. A wait that would end later is not begun. Default: no deadline. */
  remainingMs?(): number;
  /** Shared by many calls: when it is spent, nothing is retried. Default: none. */
  readonly budget?: RetryBudget | undefined;
  /** Told of each wait before it begins. What it throws is ignored. */
  onRetry?(notice: RetryNotice): void;
}

/**
 * Makes a call, and again while it fails and may be retried: the only retry in Artemis.
 *
 * @param call - Gets the number of the attempt, from 1.
 * @throws What the last attempt threw, unchanged.
 * @throws The signal's reason when it aborts before the first attempt or during a wait.
 * @throws ArtemisError `ARTEMIS_E_INVALID_OPTION` for a number that cannot work.
 */
export async function retry<T>(call: (attempt: number) => Promise<T>, options: RetryOptions, surroundings: RetrySurroundings): Promise<T> {
  const waits = new RetryWaits(options, surroundings);
  const { clock, signal, budget } = surroundings;
  signal?.throwIfAborted();
  budget?.noteCall();
  for (let attempt = 1; ; attempt++) {
    try {
      return await call(attempt);
    } catch (error) {
      const waitMs = waits.after(error, attempt);
      if (waitMs === undefined || budget?.takeRetry() === false) throw error;
      const notice: RetryNotice = { attempt: attempt + 1, maxAttempts: waits.maxAttempts, waitMs, error };
      tellListener((each) => surroundings.onRetry?.(each), notice);
      await sleep(clock, waitMs, signal);
    }
  }
}
