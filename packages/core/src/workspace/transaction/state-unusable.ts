import { ArtemisError } from '../../errors/artemis-error.ts';

/** The error for a record of the run that cannot be relied on. */
export function stateUnusable(path: string, problem: string, cause?: unknown): ArtemisError {
  return new ArtemisError('ARTEMIS_E_WORKSPACE_STATE', `State file "${path}" ${problem}.`, {
    hint: 'Compare the project with your version control: what this run changed is no longer known for certain.',
    cause,
    facts: { path, problem },
  });
}
