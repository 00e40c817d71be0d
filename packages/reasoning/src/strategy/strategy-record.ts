import type { EarlierRun } from './earlier-run.ts';
import { fittingStrategy } from './fitting-strategy.ts';
import { strategyNames, type StrategyName } from './strategy-name.ts';

/** What became of the runs that were planned by one strategy. */
export interface StrategyRecord {
  readonly strategy: StrategyName;
  readonly runs: number;
  /** Runs that ended as `succeeded`. */
  readonly succeeded: number;
}

/**
 * The records of earlier runs that bear on a task: those whose task was of the same kind. A strategy for large tasks must not look
 * worse than one for small tasks because large tasks fail more often.
 */
export function recordsFor(taskText: string, earlier: readonly EarlierRun[]): readonly StrategyRecord[] {
  const { name: kind } = fittingStrategy(taskText);
  const alike = earlier.filter((run) => fittingStrategy(run.taskText).name === kind);
  return strategyNames.flatMap((strategy) => {
    const own = alike.filter((run) => run.strategy.split(' ', 1)[0] === strategy);
    return own.length === 0 ? [] : [{ strategy, runs: own.length, succeeded: own.filter(({ succeeded }) => succeeded).length }];
  });
}
