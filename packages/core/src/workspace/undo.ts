import type { Clock } from '../ports/clock.ts';
import type { FileSystem } from '../ports/file-system.ts';
import type { Random } from '../ports/random.ts';
import { ArtemisError } from '../errors/artemis-error.ts';

/** Which run to undo, and with which ports. */
export interface UndoOptions {
  /** Project folder the run worked in. */
  readonly root: string;
  /** Folder of the run: the before-images are there. */
  readonly stateDir: string;
  readonly fileSystem?: FileSystem;
  readonly random?: Random;
  readonly clock?: Clock;
}

/** What an undo did. Paths are relative to the project folder, sorted. */
export interface UndoReport {
  /** Files that are now as they were before: rewritten, put back, or removed where they had not existed. */
  readonly restored: readonly string[];
  /** Files that somebody changed after the run wrote them: left as they are. */
  readonly keptBecauseChanged: readonly string[];
}

/** Restores exactly what a run changed. Calling it again does nothing more. */
export async function undo(_options: UndoOptions): Promise<UndoReport> {
  throw new ArtemisError('ARTEMIS_E_WORKSPACE_STATE', 'Not built yet.', { hint: 'Wait.' });
}
