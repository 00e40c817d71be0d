import type { Ending } from './process-result.ts';
import type { FullLimits } from './limits.ts';

/** A watch that can be called off. */
export interface Guard {
  release(): void;
}

/** Watches what a process and all below it use, where the kernel itself sets no limit. */
export interface Warden {
  /** Calls `end` at most once, with the limit that was passed. */
  guard(pid: number | undefined, limits: FullLimits, end: (ending: Ending) => void): Guard;
}

/** Watches nothing. */
export const noWarden: Warden = { guard: () => ({ release: () => {} }) };
