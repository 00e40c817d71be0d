import { ArtemisError } from '../errors/artemis-error.ts';
import type { ProcessLock, ProcessLocks } from '../ports/process-lock.ts';

/**
 * Makes this process the only one that works on a run.
 *
 * @param directory - Folder of the run; it names the lock.
 * @throws ArtemisError `ARTEMIS_E_RUN_HELD` when another process has it.
 */
export async function holdRun(locks: ProcessLocks, directory: string): Promise<ProcessLock> {
  const answer = await locks.acquire(directory);
  if ('lock' in answer) return answer.lock;
  const who = answer.holder ? `process ${answer.holder.pid} on ${answer.holder.host}` : 'a process that does not answer';
  throw new ArtemisError('ARTEMIS_E_RUN_HELD', `This run is being worked on by ${who}.`, {
    hint: 'Wait until it has ended, or stop that process and try again.',
    facts: { ...answer.holder },
  });
}
