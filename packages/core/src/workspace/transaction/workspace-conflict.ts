import { ArtemisError } from '../../errors/artemis-error.ts';

/** The error for a file that somebody else changed between the first look at it and the write. */
export function workspaceConflict(path: string, what: string): ArtemisError {
  return new ArtemisError('ARTEMIS_E_WORKSPACE_CONFLICT', `File "${path}" was not written: ${what} while the patch was being applied.`, {
    hint: 'Let the other program finish, then resume the run.',
    facts: { path },
  });
}
