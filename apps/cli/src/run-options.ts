import type { ModelFallback, TaskLimits } from '@artemis/core';

/** Options of the commands that do a task. */
export interface RunOptions {
  /** Whether another model may answer when the first cannot. Default: `auto`. */
  readonly fallback?: ModelFallback['mode'];
  /** Lowest tier of a model that may stand in. */
  readonly minTier?: number;
  /** When answers of earlier runs may serve. Default: never, and none is kept. */
  readonly cache?: 'outage' | 'always';
  /** Wait for a model to come back as long as the run may take. */
  readonly wait: boolean;
  /** Keep existing tests, and what decides how they run, as they are. */
  readonly lockTests: boolean;
  /** Limits said on the command line. */
  readonly limits: TaskLimits;
  /** Options of the build plugin said on the command line. */
  readonly build: {
    readonly sandbox?: 'require' | 'prefer' | 'off';
    readonly allowUnsandboxed?: true;
    readonly mutate?: number;
  };
}
