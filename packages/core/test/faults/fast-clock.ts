import type { Clock } from '../../src/ports/clock.ts';
import { systemClock } from '../../src/ports/system-clock.ts';

/** The real clock, so many times as fast: a wait of half a minute takes a second while the sockets are real. */
export const fastClock = (times: number): Clock => ({
  nowMs: () => systemClock.nowMs() * times,
  wallMs: () => systemClock.wallMs(),
  after: (delayMs, callback) => systemClock.after(delayMs / times, callback),
});
