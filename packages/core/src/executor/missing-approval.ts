import { ArtemisError } from '../errors/artemis-error.ts';
import type { ReviewReport } from '../task/review-report.ts';
import type { Task } from '../task/task.ts';

/** Why a run is not accepted that must have been reviewed; `undefined` when it was approved, or need not be. */
export function missingApproval({ requireReview }: Task, review: ReviewReport | undefined): ArtemisError | undefined {
  if (requireReview !== true || review?.status === 'approved') return undefined;
  if (review?.status === 'changes-requested')
    return new ArtemisError('ARTEMIS_E_NOT_APPROVED', `The review still asks for changes: ${review.summary}`, {
      hint: 'Its findings are in the result, and in: artemis runs show',
    });
  return new ArtemisError('ARTEMIS_E_NOT_APPROVED', review?.summary ?? 'Nobody has reviewed the change.', {
    hint: 'Mend what keeps the review from working, then: artemis resume',
  });
}
