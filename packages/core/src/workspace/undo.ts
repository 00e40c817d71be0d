import type { Clock } from '../ports/clock.ts';
import type { FileSystem } from '../ports/file-system.ts';
import type { Random } from '../ports/random.ts';
import type { UndoReport } from './undo-report.ts';
import { nodeFileSystem } from '../ports/node-file-system.ts';
import { systemClock } from '../ports/system-clock.ts';
import { systemRandom } from '../ports/system-random.ts';
import { ProjectFiles } from './disk/project-files.ts';
import { ProjectRoot } from './disk/project-root.ts';
import { recover } from './transaction/recover.ts';
import { reverse } from './transaction/reversal.ts';
import { RunState } from './transaction/run-state.ts';

export type { UndoReport } from './undo-report.ts';

/** Which run to undo, and with which ports. */
export interface UndoOptions {
  /** Project folder the run worked in. */
  readonly root: string;
  /** Folder of the run: the before-images are there. */
  readonly stateDir: string;
  /** Default: the real disk. */
  readonly fileSystem?: FileSystem;
  /** Default: the operating system's generator. */
  readonly random?: Random;
  /** Default: the system clock. */
  readonly clock?: Clock;
}

/**
 * Restores exactly what a run changed, all or nothing. Ends first what a crash of the run interrupted. Calling it again does nothing
 * more; a run that changed nothing gives two empty lists.
 *
 * @throws ArtemisError `ARTEMIS_E_WORKSPACE_ROOT`, `ARTEMIS_E_WORKSPACE_STATE` when the before-images cannot be relied on,
 * `ARTEMIS_E_WORKSPACE_WRITE` or `ARTEMIS_E_STATE_WRITE` when the disk refuses.
 */
export async function undo(options: UndoOptions): Promise<UndoReport> {
  const { root, stateDir, fileSystem = nodeFileSystem, random = systemRandom, clock = systemClock } = options;
  const files = new ProjectFiles(fileSystem, clock, await ProjectRoot.open(fileSystem, root));
  const state = new RunState(stateDir, { fileSystem, random, clock });
  await recover(files, state);
  const { entries } = await state.readLedger();
  return entries.length === 0 ? { restored: [], keptBecauseChanged: [] } : reverse(entries, entries, files, state, random);
}
