import type { StrategyName } from './strategy/strategy-name.ts';
import type { StrategyRecord } from './strategy/strategy-record.ts';

/** Options of the reasoning plugin. */
export interface ReasoningOptions {
  /** How plans are made. Default: `auto`, which looks at the size of the task and at what the run may still use. */
  readonly strategy?: 'auto' | StrategyName;
  /** Model calls one plan may take, those that mend an answer included. A plan takes at most a quarter of the task's own limits. Default: 6. */
  readonly maxCalls?: number;
  /** Time a strategy may take, in milliseconds; then the plan by rules serves. Default: 45 000. */
  readonly timeoutMs?: number;
  /** How earlier runs went. `auto` leaves out a strategy that has not been shown to be as good as `plain`. Default: nothing is known. */
  readonly records?: readonly StrategyRecord[];
}
