/** One thing to do, in the order given. */
export interface PlanStep {
  /** A short imperative sentence. */
  readonly title: string;
}

/** How the task will be done. */
export interface Plan {
  /** At least one step. */
  readonly steps: readonly PlanStep[];
  /** Name of the strategy that made the plan, such as `plain`. */
  readonly strategy: string;
}
