import type { Clock } from '@artemis/core';

/**
 * Waits for a promise, but not longer than `waitMs` or until the signal aborts.
 *
 * @returns Whether it has resolved. False also means: it goes on without us.
 * @throws What the promise rejects with, or the signal's reason.
 */
export function settledWithin(promise: Promise<unknown>, waitMs: number, clock: Clock, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const end = (act: () => void): void => {
      timer.cancel();
      signal.removeEventListener('abort', abort);
      act();
    };
    const abort = (): void => end(() => reject(signal.reason));
    const timer = clock.after(waitMs, () => end(() => resolve(false)));
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    promise.then(
      () => end(() => resolve(true)),
      (error: unknown) => end(() => reject(error)),
    );
  });
}
