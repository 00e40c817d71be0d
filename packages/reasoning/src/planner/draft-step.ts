import type { PlanStep } from '@artemis/core';

/** A step while its plan is being made. */
export interface DraftStep extends PlanStep {
  /** Whether it writes tests, as the model says. Default: false. */
  readonly test?: boolean;
}
