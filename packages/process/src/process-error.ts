import { ArtemisError } from '@artemis/core';
import { processErrorCodes, type ProcessErrorCode } from './error-codes.ts';

/** Thrown when something cannot be run at all. A program that fails is a result, not an error. */
export class ProcessError extends ArtemisError {
  override readonly name = 'ProcessError';

  constructor(code: ProcessErrorCode, message: string, options: { readonly cause?: unknown } = {}) {
    super(code, message, { hint: processErrorCodes[code].remedy, ...options });
  }
}
