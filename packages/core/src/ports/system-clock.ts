import type { Clock } from './clock.ts';

const longestDelayMs = 2 ** 31 - 1;

/** The real clock: `performance.now` for durations, `Date.now` for display. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  after(delayMs, callback) {
    const timeout = setTimeout(callback, Math.min(Math.max(delayMs, 0), longestDelayMs));
    return {
      cancel: () => clearTimeout(timeout),
      unref() {
        timeout.unref();
        return this;
      },
    };
  },
};
