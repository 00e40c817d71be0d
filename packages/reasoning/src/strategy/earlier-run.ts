/** A run that has ended, and how it was planned. */
export interface EarlierRun {
  /** What it was asked. */
  readonly taskText: string;
  /** Its plan's `strategy`: the name of the strategy, and what was said behind it. */
  readonly strategy: string;
  /** Whether its gate accepted what it did. */
  readonly succeeded: boolean;
}
