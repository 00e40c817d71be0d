import { ArtemisError } from '@artemis/core';
import { mcpErrorCodes, type McpErrorCode } from './error-codes.ts';

/** Something that keeps a server, or tools of it, from being used. */
export class McpError extends ArtemisError {
  override readonly name = 'McpError';

  constructor(
    code: McpErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly facts?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(code, message, { hint: mcpErrorCodes[code].remedy, ...options });
  }
}
