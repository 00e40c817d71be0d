import type { ReviewOptions } from '@artemis/review';
import type { Invocation } from '../invocation.ts';

/** Options of the review. Rules review for nothing; a model is asked only where somebody wants that, since it costs a call. */
export const reviewOptions = ({ options }: Invocation, configured: ReviewOptions, isAsked: boolean): ReviewOptions => ({
  ...configured,
  by: options.run.review ?? configured.by ?? (isAsked ? 'model' : 'rules'),
});
