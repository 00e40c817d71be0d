import { ArtemisError } from '@artemis/core';
import { kgErrorCodes, type KgErrorCode } from './error-codes.ts';

/** Thrown when one of the two graphs cannot serve. */
export class KgError extends ArtemisError {
  override readonly name = 'KgError';
  declare readonly code: KgErrorCode;

  constructor(
    code: KgErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly facts?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(code, message, { hint: kgErrorCodes[code].remedy, ...options });
  }
}
