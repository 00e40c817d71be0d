import type { ErrorCodeEntry } from '@artemis/core';

/** Every code this package can throw. */
export const reasoningErrorCodes = {
  ARTEMIS_E_PLAN_UNUSABLE: {
    exitCode: 76,
    meaning: 'A strategy made no plan that can be used; the plan by rules serves instead.',
    remedy: 'Use a stronger model, or the strategy `plain`, which asks none.',
  },
  ARTEMIS_E_PLAN_CALLS: {
    exitCode: 4,
    meaning: 'A strategy wanted more model calls or tokens than a plan may use; the plan by rules serves instead.',
    remedy: 'Raise `maxCalls` of the reasoning plugin or the limits of the task, or choose a cheaper strategy.',
  },
} as const satisfies Record<string, ErrorCodeEntry>;

/** An error code of this package. */
export type ReasoningErrorCode = keyof typeof reasoningErrorCodes;
