import { ArtemisError } from '../../errors/artemis-error.ts';
import { diskHint } from './disk-hint.ts';
import { errnoOf } from './errno.ts';

/** The error for a project file that could not be read or written. An {@link ArtemisError} is passed on as it is. */
export function workspaceWriteFailed(path: string, error: unknown): ArtemisError {
  if (error instanceof ArtemisError) return error;
  const errno = errnoOf(error) ?? null;
  return new ArtemisError(
    'ARTEMIS_E_WORKSPACE_WRITE',
    `Project file "${path}" could not be read or written (${errno ?? 'unknown reason'}).`,
    {
      hint: diskHint(errno),
      cause: error,
      facts: { path, errno },
    },
  );
}
