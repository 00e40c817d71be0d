import { ArtemisError, exitCodeOf, exitCodes } from '@artemis/core';
import { cliErrorCodes } from './error-codes.ts';

/** Exit code of a command that ends with this error: the command line's own codes, then core's, then those a plugin says are its own. */
export function exitCodeFor(error: unknown): number {
  if (error instanceof ArtemisError && Object.hasOwn(cliErrorCodes, error.code)) {
    return cliErrorCodes[error.code as keyof typeof cliErrorCodes].exitCode;
  }
  const known = exitCodeOf(error);
  // A coded error of a plugin is no bug of Artemis: something that was needed did not work.
  return known === exitCodes.internal && error instanceof ArtemisError && error.code !== 'ARTEMIS_E_INTERNAL'
    ? exitCodes.unavailable
    : known;
}
