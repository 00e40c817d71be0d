import type { CallContext } from '@artemis/core';
import type { StrategyName } from './strategy/strategy-name.ts';
import type { EarlierRun } from './strategy/earlier-run.ts';

/** Options of the reasoning plugin. */
export interface ReasoningOptions {
  /** How plans are made. Default: `auto`, which looks at the size of the task and at what the run may still use. */
  readonly strategy?: 'auto' | StrategyName;
  /** Model calls one plan may take, those that mend an answer included. A plan takes at most a quarter of the task's own limits. Default: 6. */
  readonly maxCalls?: number;
  /** Time a strategy may take, in milliseconds; then the plan by rules serves. Default: 45 000. */
  readonly timeoutMs?: number;
  /**
   * Looks up how earlier runs went, when `auto` is about to choose a strategy that asks a model: one that has not been shown to be as
   * good as `plain`, on tasks of the same kind, is left out. It has 1 500 ms; where it fails, nothing is known. Default: nothing is.
   */
  readonly earlierRuns?: (call: CallContext) => Promise<readonly EarlierRun[]>;
}
