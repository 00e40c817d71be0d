import { ArtemisError } from '@artemis/core';
import { buildErrorCodes, type BuildErrorCode } from './error-codes.ts';

/** Thrown when no gate can be run at all. A gate that says no is a report, not an error. */
export class BuildError extends ArtemisError {
  override readonly name = 'BuildError';

  constructor(
    code: BuildErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly hint?: string; readonly facts?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(code, message, { hint: buildErrorCodes[code].remedy, ...options });
  }
}
