import { Journal } from '../journal/journal.ts';
import { undo, type UndoReport } from '../workspace/undo.ts';
import type { RunHost } from './execute-task.ts';
import { holdRun } from './hold-run.ts';

/** What taking back needs of an Artemis. */
export type UndoHost = Pick<RunHost, 'runs' | 'fileSystem' | 'random' | 'locks' | 'redact'>;

/**
 * Restores what a run has changed. A run that is gone on with afterwards does its work again, from the answers it has.
 *
 * @throws ArtemisError `ARTEMIS_E_UNKNOWN_RUN`, `ARTEMIS_E_RUN_HELD` while somebody works on the run, and what {@link undo} throws.
 */
export async function undoRun(host: UndoHost, runId: string): Promise<UndoReport> {
  const { fileSystem, random, locks, runs } = host;
  const { directory, task } = await runs.read(runId);
  if (!task) return { restored: [], keptBecauseChanged: [] };
  const lock = await holdRun(locks, await fileSystem.realpath(directory));
  try {
    // What cannot be forgotten does not stand in the way: whoever goes on has the gate look at the disk in any case.
    await forgetWork(host, directory).catch(() => {});
    return await undo({ root: task.projectDir, stateDir: directory, fileSystem, random });
  } finally {
    await lock.release();
  }
}

/** Stages that are on record as done have left nothing on the disk any more. */
async function forgetWork({ fileSystem, redact }: UndoHost, directory: string): Promise<void> {
  const journal = await Journal.open({ directory, fileSystem, redact });
  try {
    await journal.forget('stage:');
    await journal.forget('gate:');
  } finally {
    await journal.close();
  }
}
