import type { Clock } from './clock.ts';

const longestDelayMs = 2 ** 31 - 1;

/** The real clock: `performance.now` for durations, `Date.now` for display. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  after(delayMs, callback) {
    let immediate: NodeJS.Immediate | undefined;
    // Of all that waits when a process gets its processor back, Node looks at the timers first. An answer that came meanwhile would
    // be called late: what waits is let in before anybody is told that the time is up.
    const timeout = setTimeout(() => void (immediate = setImmediate(callback)), Math.min(Math.max(delayMs, 0), longestDelayMs));
    return {
      cancel: () => {
        clearTimeout(timeout);
        clearImmediate(immediate);
      },
      unref() {
        timeout.unref();
        return this;
      },
    };
  },
};
