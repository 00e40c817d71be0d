import type { Clock } from '../ports/clock.ts';
import { beginCall } from './begin-call.ts';
import type { CallContext } from './call-context.ts';
import { Deadline } from './deadline.ts';

/** Limits of one call. */
export interface WithDeadlineOptions {
  readonly clock: Clock;
  /** Who is called, for the error. */
  readonly label: string;
  /** Longest the call may take, in milliseconds. Default: `Infinity`, only the limits of `call`. */
  readonly timeoutMs?: number;
  /** What the caller itself must keep to. Its abort ends the call, and its remaining time caps `timeoutMs`. */
  readonly call?: CallContext;
}

/**
 * Runs `work`, but not longer than it may take, even if it ignores its signal and never settles.
 * What it still does after that is its own: a late result is dropped, a late rejection is swallowed.
 *
 * @param work - Gets a signal that aborts at the deadline, and what remains until then.
 * @throws DeadlineExceededError when `timeoutMs` or the caller's remaining time has passed.
 * @throws The reason of the caller's signal when that aborts. If it has aborted already, `work` is not run.
 * @throws ArtemisError `ARTEMIS_E_INVALID_OPTION` for a `timeoutMs` that is no time.
 */
export function withDeadline<T>(work: (call: CallContext) => Promise<T>, options: WithDeadlineOptions): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const deadline = within(options);
    deadline.onStop(reject);
    if (deadline.stopped) return;
    beginCall(work, deadline).then(
      (value) => {
        deadline.dispose();
        resolve(value);
      },
      (error: unknown) => {
        deadline.dispose();
        reject(error);
      },
    );
  });
}

function within({ clock, label, timeoutMs = Infinity, call }: WithDeadlineOptions): Deadline {
  if (call instanceof Deadline) return call.child({ label, timeoutMs });
  if (call === undefined) return Deadline.start({ clock, label, timeoutMs });
  return Deadline.start({ clock, label, timeoutMs: Math.min(timeoutMs, call.remainingMs()), signal: call.signal });
}
