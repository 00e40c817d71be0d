import { ArtemisError } from '@artemis/core';
import { reasoningErrorCodes, type ReasoningErrorCode } from './error-codes.ts';

/** Thrown when a strategy makes no plan. Within a run the plan by rules then serves. */
export class PlanError extends ArtemisError {
  override readonly name = 'PlanError';

  constructor(code: ReasoningErrorCode, message: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(code, message, { hint: reasoningErrorCodes[code].remedy, facts });
  }
}
