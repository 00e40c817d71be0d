import type { Patch } from '../../task/patch.ts';
import { takeBackWork } from '../begin-of-attempt.ts';
import { changedFile } from '../changed-file.ts';
import type { Run } from '../run.ts';

const timeoutMs = 60_000;

const unsynced = {
  component: 'durability',
  from: 'synced folders',
  fallback: 'folders that are not synced',
  reason: 'This file system cannot sync folders: after a power loss, files of this run may be the old ones.',
};

/** What became of a patch, for the developer. */
export interface Written {
  /** Why nothing at all could be written; `null` when something was. */
  readonly refusal: string | null;
  /** Changes that were left out, one line each. */
  readonly unwritten: readonly string[];
  /** Locked tests among them. */
  readonly lockedOut: readonly string[];
}

/** Brings a patch to the disk, all of it or nothing. Single changes that the workspace refuses are left out and reported. */
export async function writeStage(run: Run, patch: Patch, attempt: number): Promise<Written> {
  const written = await run.stage('write', attempt, timeoutMs, async () => {
    await takeBackWork(run, attempt, patch);
    const { changes, warnings, refused, durable } = await run.workspace.apply(patch);
    return { files: changes.map(changedFile), warnings, refused, isUnsynced: !durable };
  });
  for (const file of written.files) run.emit({ type: 'file.changed', file });
  for (const { path, code, reason } of written.refused) run.emit({ type: 'file.refused', path, code, reason });
  for (const warning of written.warnings) run.warn(warning);
  if (written.isUnsynced) run.degrade(unsynced);
  const { refused } = written;
  const unwritten = refused.map(({ path, reason }) => `${path}: ${reason}`);
  const lockedOut = refused.filter(({ code }) => code === 'ARTEMIS_E_TESTS_LOCKED').map(({ path }) => path);
  const isNothingWritten = refused.length > 0 && refused.length === patch.changes.length;
  return { refusal: isNothingWritten ? unwritten.join('\n') : null, unwritten, lockedOut };
}
