import type { BuildBaseline } from '../capability/build.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import { RunRefusedError } from '../errors/run-refused-error.ts';
import type { RunStatus } from '../task/run-result.ts';
import type { Run } from './run.ts';

/**
 * Locks the tests of the project where the task asks for it.
 *
 * @throws RunRefusedError `ARTEMIS_E_LOCK_UNAVAILABLE` when it is not known which those are: a lock that holds nothing is none.
 */
export function lockTests(run: Run, { lock, madeBy }: BuildBaseline): void {
  if (run.task.lockTests !== true) return;
  if (!lock)
    throw new RunRefusedError('ARTEMIS_E_LOCK_UNAVAILABLE', `The tests cannot be locked: ${madeBy} does not say which files they are.`, {
      hint: 'Switch the build on, or run without locked tests.',
    });
  run.lockTests(lock);
}

/** Why a run is refused that goes on wanting to change locked tests; `undefined` when it succeeded without, or wants no such thing. */
export function lockedOut(paths: readonly string[], status: RunStatus): ArtemisError | undefined {
  if (paths.length === 0 || status === 'succeeded') return undefined;
  return new ArtemisError(
    'ARTEMIS_E_TESTS_LOCKED',
    `The tests are locked, and the last attempt still wanted to change ${paths.join(', ')}.`,
    {
      hint: 'Mend the code by hand, or run again without locked tests if it is the tests that are wrong.',
      facts: { paths },
    },
  );
}
