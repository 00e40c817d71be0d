import { ArtemisError } from '../errors/artemis-error.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import { isInstance } from '../errors/is-instance.ts';

/** Says that a journal cannot be used, and why. What says so already is passed on. */
export function journalUnusable(path: string, reason: unknown): ArtemisError {
  if (isInstance(reason, ArtemisError)) return reason;
  return new ArtemisError('ARTEMIS_E_STATE', `The journal ${path} cannot be used: ${describeFailure(reason)}.`, {
    hint: 'Free space or fix the permissions of the state folder, or set XDG_STATE_HOME to another one.',
    cause: reason,
    facts: { path },
  });
}
