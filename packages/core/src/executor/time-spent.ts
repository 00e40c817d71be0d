import type { StampedEvent } from '../events/stamped-event.ts';

/**
 * Time that earlier processes have worked on a run, in milliseconds: for each of them from its first event to its last. Only the
 * wall clock outlives a process; where it was set back, the time counts as none.
 */
export function timeSpentMs(past: readonly StampedEvent[]): number {
  let spentMs = 0;
  let beganMs = 0;
  let lastMs = 0;
  const settle = (): void => void (spentMs += Math.max(lastMs - beganMs, 0));
  for (const event of past) {
    const atMs = Date.parse(event.ts);
    if (event.type === 'run.started') {
      settle();
      beganMs = atMs;
    }
    lastMs = atMs;
  }
  settle();
  return spentMs;
}
