import { ArtemisError } from '../../errors/artemis-error.ts';

/** The error for a patch that failed and could not be taken back at once. The intent stays for the next recovery. */
export function takeBackFailed(first: unknown, second: unknown): ArtemisError {
  const facts = first instanceof ArtemisError ? first.facts : {};
  return new ArtemisError(
    'ARTEMIS_E_WORKSPACE_WRITE',
    'A patch failed and could not be taken back at once; the next start of this run puts every file back.',
    {
      hint: 'Repair what the cause names, then resume the run, or undo it.',
      cause: new AggregateError([first, second], 'the failure, and why it could not be taken back'),
      facts: { ...facts, restored: false },
    },
  );
}
