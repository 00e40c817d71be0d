import { nodeFileSystem, RunStore, systemRandom, type RunResult, type RunStatus, type StoredRun } from '@artemis/core';
import type { Folders } from '../config/folders.ts';

/** Where runs are kept. */
export const runsFolder = (folders: Folders): string => `${folders.state}/runs`;

/** The runs of this user. */
export const openRunStore = (folders: Folders): RunStore =>
  new RunStore({ root: runsFolder(folders), fileSystem: nodeFileSystem, random: systemRandom });

/** How a run ended; `null` while it is under way, or when it was ended before it could say so. */
export function resultOf({ events }: StoredRun): RunResult | null {
  const last = events.findLast(({ type }) => type === 'run.completed' || type === 'run.failed' || type === 'run.started');
  return last && 'result' in last ? last.result : null;
}

/** Status of a run for the reader. */
export const statusOf = (run: StoredRun): RunStatus | 'unfinished' => resultOf(run)?.status ?? 'unfinished';

/** Whether there is something to go on with. A run that is under way in another process looks unfinished too; its lock tells. */
export function canResume(run: StoredRun): boolean {
  const result = resultOf(run);
  return run.task !== null && (result === null || endedEarly(result));
}

/** Whether a run has ended before its work was done: a limit can be raised, a key mended, a model comes back. */
export const endedEarly = ({ error }: RunResult): boolean => error !== undefined;
