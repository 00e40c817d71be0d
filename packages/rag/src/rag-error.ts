import { ArtemisError } from '@artemis/core';
import { ragErrorCodes, type RagErrorCode } from './error-codes.ts';

/** Thrown when retrieval cannot be served the way it was asked; the next one below serves then. */
export class RagError extends ArtemisError {
  override readonly name = 'RagError';

  constructor(
    code: RagErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly facts?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(code, message, { hint: ragErrorCodes[code].remedy, ...options });
  }
}
