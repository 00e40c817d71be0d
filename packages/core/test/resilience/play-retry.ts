import { retry, type RetryNotice, type RetrySurroundings } from '../../src/resilience/retry.ts';
import type { RetryOptions } from '../../src/resilience/retry-options.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { seededRandom } from '../../src/testing/seeded-random.ts';

/** What a call fails with. */
export const busy = new Error('busy');

/** Runs a retry to its end, however long its waits are, and tells what came of it and which waits there were. */
export async function play<T>(call: (attempt: number) => Promise<T>, options: RetryOptions, more: Partial<RetrySurroundings> = {}) {
  const clock = new FakeClock();
  const waits: number[] = [];
  const notices: RetryNotice[] = [];
  const onRetry = (notice: RetryNotice): void => {
    waits.push(notice.waitMs);
    notices.push(notice);
  };
  const outcome = retry(call, options, { clock, random: seededRandom(1), onRetry, ...more }).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  await clock.advanceAsync(10_000_000);
  return { ...(await outcome), waits, notices, timers: clock.pendingTimers };
}
