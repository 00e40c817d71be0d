import { nodeFileSystem, RunStore, systemRandom, type RunResult, type RunStatus, type StoredRun } from '@artemis/core';
import { warning, type Line } from '../terminal/line.ts';
import type { Folders } from '../config/folders.ts';

/** Where runs are kept. */
export const runsFolder = (folders: Folders): string => `${folders.state}/runs`;

/** The runs of this user. */
export const openRunStore = (folders: Folders): RunStore =>
  new RunStore({ root: runsFolder(folders), fileSystem: nodeFileSystem, random: systemRandom });

/** Status of a run for the reader. */
export const statusOf = ({ result, problem }: StoredRun): RunStatus | 'unfinished' | 'unreadable' =>
  problem === null ? (result?.status ?? 'unfinished') : 'unreadable';

/** Whether there is something to go on with. A run that is under way in another process looks unfinished too; its lock tells. */
export const canResume = ({ task, result }: StoredRun): boolean => task !== null && (result === null || endedEarly(result));

/** Whether a run has ended before its work was done: a limit can be raised, a key mended, a model comes back. */
export const endedEarly = ({ error }: RunResult): boolean => error !== undefined;

/** Says that a part of a run's record could not be used, where that is so. */
export function leftOut({ damage }: Pick<StoredRun, 'damage'>): readonly Line[] {
  if (damage === null) return [];
  const how = damage === 'torn' ? 'was torn off' : 'is damaged';
  return [
    warning(`The end of the record of this run ${how} and is left out here. What was on record there is done again when it is resumed.`),
  ];
}
