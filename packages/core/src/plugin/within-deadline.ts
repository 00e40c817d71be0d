import type { Clock } from '../ports/clock.ts';

/** Limits of a piece of a plugin's work. */
export interface WorkLimits {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Made when the time is up. */
  readonly onTimeout: () => Error;
}

/**
 * Waits for `work`, but not for ever: rejects when the time is up, and with the signal's reason on an abort. What `work` does
 * later is ignored, failures too; the signal it is given says that nobody waits any more. Its timer keeps the process alive, so that a promise that never settles does not end it.
 */
export function withinDeadline<T>(
  work: (abandoned: AbortSignal) => T | PromiseLike<T>,
  { clock, timeoutMs, signal, onTimeout }: WorkLimits,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const abandoned = new AbortController();
    const stopWaiting = (): void => {
      timer.cancel();
      signal?.removeEventListener('abort', cancel);
    };
    const abandon = (reason: unknown): void => {
      stopWaiting();
      abandoned.abort(reason);
      reject(reason);
    };
    const cancel = (): void => abandon(signal?.reason);
    const timer = clock.after(timeoutMs, () => abandon(onTimeout()));
    signal?.addEventListener('abort', cancel, { once: true });
    // The async wrapper also catches a synchronous throw and a hostile `then`.
    void (async () => work(abandoned.signal))().then(resolve, reject).finally(stopWaiting);
  });
}
