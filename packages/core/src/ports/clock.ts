/** A pending callback of a {@link Clock}. */
export interface Timer {
  /** Forgets the callback. Calling it late or twice does nothing. */
  cancel(): void;
  /** Lets the process end while the callback is still pending. */
  unref(): this;
}

/** Time, injected: nobody in Artemis reads `Date.now` or calls `setTimeout`, so that a test of a long wait takes no time. */
export interface Clock {
  /** Monotonic time in milliseconds from an arbitrary origin. Durations, deadlines and breakers use this one. */
  nowMs(): number;
  /** Wall-clock time in milliseconds since the Unix epoch. For display and records only: it may jump. */
  wallMs(): number;
  /** Calls `callback` once after `delayMs` milliseconds. Delays above 2^31-1 are clamped, as Node would fire them at once. */
  after(delayMs: number, callback: () => void): Timer;
}
