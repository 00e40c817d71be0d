import type { Clock } from '../ports/clock.ts';

/**
 * Waits. The wait keeps the process alive.
 *
 * @param signal - An abort ends the wait at once: the promise rejects with the signal's reason and the timer is cancelled.
 */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = (): void => {
      timer.cancel();
      reject(signal?.reason);
    };
    const timer = clock.after(ms, () => {
      signal?.removeEventListener('abort', stop);
      resolve();
    });
    signal?.addEventListener('abort', stop, { once: true });
  });
}
