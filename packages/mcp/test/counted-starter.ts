import { systemProcesses, type ProcessStarter } from '@artemis/process';

/** Starts real processes by the real clock, and counts them. */
export function countedStarter(): ProcessStarter & { readonly starts: () => number } {
  const { starter } = systemProcesses();
  let starts = 0;
  return {
    starts: () => starts,
    start(command, limits, signal) {
      starts += 1;
      return starter.start(command, limits, signal);
    },
  };
}
