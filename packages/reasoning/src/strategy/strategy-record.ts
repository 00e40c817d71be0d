import type { StrategyName } from './strategy-name.ts';

/** What became of the runs that were planned by one strategy. */
export interface StrategyRecord {
  readonly strategy: StrategyName;
  readonly runs: number;
  /** Runs that ended as `succeeded`. */
  readonly succeeded: number;
}
