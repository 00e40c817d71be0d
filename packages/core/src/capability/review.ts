import type { CallContext } from '../resilience/call-context.ts';
import type { BuildReport } from '../task/build-report.ts';
import type { CheckReport } from '../task/check-report.ts';
import type { AppliedChange } from '../task/patch.ts';
import type { ReviewReport } from '../task/review-report.ts';
import type { AskModel } from './llm.ts';

/** What a reviewer is given. */
export interface ReviewRequest {
  readonly taskText: string;
  readonly projectDir: string;
  readonly changes: readonly AppliedChange[];
  readonly build: BuildReport;
  /** What the project's own compiler and linters say of the change; absent where nobody could run them. */
  readonly checks?: CheckReport;
  readonly ask: AskModel;
}

/** The `review` capability: reads a patch before it counts as done. */
export interface Reviewer {
  review(request: ReviewRequest, call: CallContext): Promise<ReviewReport>;
}
