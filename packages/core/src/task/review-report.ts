/** One remark of a review. */
export interface Finding {
  readonly path: string;
  /** Line in the new file, from 1. */
  readonly line: number;
  /** `blocking` sends the patch back to develop once; the others are only reported. */
  readonly severity: 'blocking' | 'warning' | 'note';
  readonly message: string;
  /** Replacement text for the line, where the reviewer has one. */
  readonly suggestion?: string;
  /** Name of the rule that found it. Default: none, a model did. */
  readonly rule?: string;
}

/** Result of the review stage. */
export interface ReviewReport {
  readonly status: 'approved' | 'changes-requested' | 'unreviewed';
  readonly findings: readonly Finding[];
  /** One sentence for the reader. */
  readonly summary: string;
}
