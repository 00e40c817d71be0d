import { ArtemisError } from '../errors/artemis-error.ts';

/** Why a run is not accepted whose work is right as far as it goes, and does not go all the way; `undefined` when nothing is missing. */
export function missingParts(missing: readonly string[]): ArtemisError | undefined {
  if (missing.length === 0) return undefined;
  const parts = missing.length === 1 ? 'One part of the task is' : `${missing.length} parts of the task are`;
  return new ArtemisError('ARTEMIS_E_INCOMPLETE', `${parts} missing: ${missing.join('; ')}.`, {
    hint: 'What is done is kept. Let the run try again with more attempts, or give what is missing as a task of its own.',
    facts: { missing },
  });
}
