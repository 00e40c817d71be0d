import type { Clock, Timer } from '../../ports/clock.ts';
import type { CallLimits } from './call-limits.ts';

/** Where a call stood still. */
export type CallPhase = 'first-byte' | 'idle' | 'total';

/** What a {@link CallWatch} needs. */
export interface CallWatchOptions {
  readonly clock: Clock;
  readonly limits: Pick<CallLimits, 'firstByteMs' | 'idleMs' | 'totalMs'>;
  /** The caller's signal. Nothing is left on it once the watch is disposed of. */
  readonly outer: AbortSignal;
  /** Told that the answer begins, and of each part of it. */
  readonly onProgress?: (() => void) | undefined;
  /** Makes the error of a phase that took too long. */
  readonly timeoutError: (phase: CallPhase, limitMs: number) => Error;
}

/** Why the request of a finished call is aborted: it has all it needs, and that is no failure. */
const enough = Symbol('enough');

/**
 * The deadlines of one model call, and one signal for all of them.
 *
 *   waiting   -> answering [answered]    the headers are here: from now on each part has its own limit
 *   answering -> answering [progressed]  a part of the answer came
 *   answering -> ending    [finished]    the server said the end; what may follow is not waited for long
 *   any       -> over      [letGo]       there is an answer; what the request still holds is closed
 */
export class CallWatch {
  readonly #options: CallWatchOptions;
  readonly #controller = new AbortController();
  readonly #total: Timer;
  readonly #beganAtMs: number;
  #current: Timer;
  #answeredAtMs: number | undefined;
  #progressAtMs = 0;

  constructor(options: CallWatchOptions) {
    this.#options = options;
    const { clock, limits, outer } = options;
    this.#beganAtMs = clock.nowMs();
    this.#total = clock.after(limits.totalMs, () => this.#expire('total', limits.totalMs));
    this.#current = clock.after(limits.firstByteMs, () => this.#expire('first-byte', limits.firstByteMs));
    if (outer.aborted) this.#abort();
    else outer.addEventListener('abort', this.#abort, { once: true });
  }

  /** How long the server let the call wait before it began to answer, in milliseconds; how long it has until now, when it has not. */
  get silentMs(): number {
    return (this.#answeredAtMs ?? this.#options.clock.nowMs()) - this.#beganAtMs;
  }

  /** Belongs to this call alone. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The headers are here. */
  answered(): void {
    // A fetch that does not heed its signal may come this late.
    if (this.signal.aborted) return;
    this.#current.cancel();
    this.#answeredAtMs = this.#options.clock.nowMs();
    this.progressed();
    this.#watchIdle(this.#options.limits.idleMs);
  }

  /** A part of the answer came. It costs little: the timer looks back when it fires. */
  progressed(): void {
    this.#progressAtMs = this.#options.clock.nowMs();
    this.#options.onProgress?.();
  }

  /** The answer is complete. The request is let go of after `waitMs`. */
  finished(waitMs: number): void {
    if (this.signal.aborted) return;
    this.#current.cancel();
    this.#current = this.#options.clock.after(waitMs, () => this.letGo());
  }

  /** Aborts the request without failing the call. Where everything was read this does nothing: the connection is used again. */
  letGo(): void {
    this.#controller.abort(enough);
  }

  /** Lets go once `rest` has settled, at the latest after `waitMs`; neither holds up the answer or the end of the process. */
  letGoAfter(rest: Promise<void>, waitMs: number): void {
    const timer = this.#options.clock.after(waitMs, () => this.letGo()).unref();
    void rest.then(() => {
      timer.cancel();
      this.letGo();
    });
  }

  /** The result of `work`, or the reason for stopping it, whichever comes first, even if `work` never settles. */
  race<T>(work: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const stop = (): void => {
        if (this.signal.reason !== enough) reject(this.signal.reason as Error);
      };
      if (this.signal.aborted) stop();
      else this.signal.addEventListener('abort', stop, { once: true });
      work.then(resolve, reject);
    });
  }

  /** Ends all timers and takes the listener off the caller's signal. */
  dispose(): void {
    this.#total.cancel();
    this.#current.cancel();
    this.#options.outer.removeEventListener('abort', this.#abort);
  }

  /** Ends the request too: for a call that failed, so that no socket stays open. */
  abandon(): void {
    this.dispose();
    this.#controller.abort();
  }

  readonly #abort = (): void => this.#controller.abort(this.#options.outer.reason);

  #watchIdle(waitMs: number): void {
    const { clock, limits } = this.#options;
    this.#current = clock.after(waitMs, () => {
      const leftMs = this.#progressAtMs + limits.idleMs - clock.nowMs();
      if (leftMs > 0) this.#watchIdle(leftMs);
      else this.#expire('idle', limits.idleMs);
    });
  }

  #expire(phase: CallPhase, limitMs: number): void {
    this.#controller.abort(this.#options.timeoutError(phase, limitMs));
  }
}
