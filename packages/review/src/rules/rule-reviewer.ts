import type { Reviewer } from '@artemis/core';
import { reviewByRules } from '../review-by-rules.ts';
import type { RuleOptions } from './rule-options.ts';

/** Reviews without a model. */
export const ruleReviewer = (options: RuleOptions): Reviewer => ({
  review: async ({ changes, checks }, call) => {
    call.signal.throwIfAborted();
    return reviewByRules(changes, options, checks);
  },
});
