import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { CallContext } from './call-context.ts';

/** What a finished call says about the dependency. `neutral` says nothing: it is counted nowhere. */
export type CallOutcome = 'success' | 'failure' | 'neutral';

/** Opens after this many failures in a row. */
export interface ConsecutiveTrip {
  /** At least 1. */
  readonly consecutive: number;
}

/** Opens on the share of failures among the last calls. */
export interface CountWindowTrip {
  /** Number of calls looked back on. At least 1. */
  readonly window: number;
  /** Share of failures that opens the circuit, in (0, 1]. Default: 0.5. */
  readonly failureRatio?: number;
  /** Calls that must have finished before the share counts. At most `window`. Default: 5, or `window` if that is less. */
  readonly minimumCalls?: number;
}

/** Opens on the share of failures among the calls of the last while. */
export interface TimeWindowTrip {
  /** Time looked back on, in milliseconds, kept in ten buckets. */
  readonly windowMs: number;
  /** Share of failures that opens the circuit, in (0, 1]. Default: 0.5. */
  readonly failureRatio?: number;
  /** Calls that must have finished in that time before the share counts. Default: 5. */
  readonly minimumCalls?: number;
}

/** When a closed circuit opens. */
export type TripOptions = ConsecutiveTrip | CountWindowTrip | TimeWindowTrip;

/** Slow calls count against the dependency, even when they succeed. */
export interface SlowOptions {
  /** A call that takes this long or longer is slow, in milliseconds. A slow trial call counts as failed. */
  readonly afterMs: number;
  /** Share of slow calls that opens the circuit, in (0, 1], over the window and minimum of `trip`. Default: 0.5. */
  readonly ratio?: number;
}

/** How long an open circuit stays open. */
export interface OpenOptions {
  /** Time until the first trial call, in milliseconds. Default: 5 000. */
  readonly waitMs?: number;
  /** Growth of that wait each time the circuit opens without a successful call in between. At least 1. Default: 2. */
  readonly factor?: number;
  /** Longest wait, in milliseconds. Default: 300 000, or `waitMs` if that is more. */
  readonly maxWaitMs?: number;
  /** Shortens each wait by chance, by up to a quarter, so that many processes do not return at once. Default: true. */
  readonly jitter?: boolean;
  /**
   * How long the dependency asked to be left alone, in milliseconds, read from its error. The circuit then stays open at least
   * that long, also beyond `maxWaitMs`; a wait above 60 s opens it at once. Default: no such wait.
   */
  retryAfterMs?(error: unknown): number | undefined;
}

/** How an open circuit finds out whether it may close. */
export interface HalfOpenOptions {
  /** Trial calls let through; all others are refused at once. At least 1. Default: 1. */
  readonly calls?: number;
  /** Trial calls that may fail without opening the circuit again. Less than `calls`. Default: 0. */
  readonly tolerate?: number;
  /** After this time a trial call that has not finished loses its permit to the next caller, in milliseconds. Default: 30 000. */
  readonly maxMs?: number;
}

/** A health check in the background that can close the circuit when nobody calls. */
export interface ProbeOptions {
  /** Pause between checks, and the longest one may take, in milliseconds. */
  readonly everyMs: number;
  /** Resolves when the dependency works: this counts as one successful trial call. A rejection changes nothing. */
  check(call: CallContext): Promise<unknown>;
}

/** Settings of a circuit breaker. Every number is checked when it is made. */
export interface CircuitBreakerOptions {
  /** When the circuit opens. Of several rules the first that fires wins. Default: 5 failures in a row, or half of the last 20 calls. */
  readonly trip?: TripOptions | readonly [TripOptions, ...TripOptions[]];
  /** Default: no call is too slow. */
  readonly slow?: SlowOptions;
  readonly open?: OpenOptions;
  readonly halfOpen?: HalfOpenOptions;
  /** Judges what a call threw. Never asked about an abort of the caller's signal, which is neutral. Default: a failure, and so if it throws. */
  classify?(error: unknown): CallOutcome;
  /** Runs only while the circuit is open or half-open, and never keeps the process alive. Default: none. */
  readonly probe?: ProbeOptions;
  /** Default: the system's monotonic clock. */
  readonly clock?: Clock;
  /** Default: real chance. */
  readonly random?: Random;
}
