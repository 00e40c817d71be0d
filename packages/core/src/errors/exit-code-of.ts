import { ArtemisError } from './artemis-error.ts';
import { errorCodes, type ErrorCode } from './error-codes.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { isInstance } from './is-instance.ts';
import { RunRefusedError } from './run-refused-error.ts';

/** Exit code of a command that ends with this error. What has no code of ours is a bug: 70. */
export function exitCodeOf(error: unknown): ExitCode {
  if (isInstance(error, ArtemisError) && error.code in errorCodes) return errorCodes[error.code as ErrorCode].exitCode;
  // A plugin's own code is not in the table, what it means is.
  return isInstance(error, RunRefusedError) ? exitCodes.refused : exitCodes.internal;
}
