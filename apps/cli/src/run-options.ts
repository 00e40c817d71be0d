import type { ModelFallback, TaskLimits, TaskTeam } from '@artemis/core';
import type { ReasoningOptions } from '@artemis/reasoning';
import type { ReviewOptions } from '@artemis/review';

/** Options of the commands that do a task. */
export interface RunOptions {
  /** Whether another model may answer when the first cannot. Default: `auto`. */
  readonly fallback?: ModelFallback['mode'];
  /** Lowest tier of a model that may stand in. */
  readonly minTier?: number;
  /** When answers of earlier runs may serve. Default: never, and none is kept. */
  readonly cache?: 'outage' | 'always';
  /** Ask a second time where a model takes unusually long to begin. */
  readonly hedge?: true;
  /** Wait for a model to come back as long as the run may take. */
  readonly wait: boolean;
  /** Keep existing tests, and what decides how they run, as they are. */
  readonly lockTests: boolean;
  /** Who reviews. Default: rules, unless a profile or a configuration asks for the review. */
  readonly review?: ReviewOptions['by'];
  /** Accept a run only with a review that nothing blocks. */
  readonly requireReview: boolean;
  /** How the task is planned. Default: without a model, unless a profile or a configuration asks for reasoning. */
  readonly strategy?: ReasoningOptions['strategy'];
  /** Who shall work, as far as it was said. Default: one developer, unless a flag or a configuration asks for several. */
  readonly team?: TaskTeam;
  /** Limits said on the command line. */
  readonly limits: TaskLimits;
  /** Options of the build plugin said on the command line. */
  readonly build: {
    readonly sandbox?: 'require' | 'prefer' | 'off';
    readonly allowUnsandboxed?: true;
    readonly mutate?: number;
  };
}
