import { ArtemisError } from '@artemis/core';
import { supervisionErrorCodes, type SupervisionErrorCode } from './error-codes.ts';

/** Why a developer among several was stopped, or why all of them together could not serve. */
export class SupervisionError extends ArtemisError {
  override readonly name = 'SupervisionError';

  constructor(
    code: SupervisionErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly facts?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(code, message, { hint: supervisionErrorCodes[code].remedy, ...options });
  }
}
