import type { Patch } from '../../task/patch.ts';
import { changedFile } from '../changed-file.ts';
import type { Run } from '../run.ts';

const timeoutMs = 60_000;

/**
 * Brings a patch to the disk, all of it or nothing. Single changes that the workspace refuses are left out and reported.
 *
 * @returns Why nothing at all could be written, for the developer; `null` when something was.
 */
export async function writeStage(run: Run, patch: Patch, attempt: number): Promise<string | null> {
  const written = await run.stage('write', attempt, timeoutMs, async () => {
    const { changes, warnings, refused } = await run.workspace.apply(patch);
    return { files: changes.map(changedFile), warnings, refused };
  });
  for (const file of written.files) run.emit({ type: 'file.changed', file });
  for (const { path, code, reason } of written.refused) run.emit({ type: 'file.refused', path, code, reason });
  for (const warning of written.warnings) run.warn(warning);
  const { refused } = written;
  const nothingWritten = refused.length > 0 && refused.length === patch.changes.length;
  return nothingWritten ? refused.map(({ path, reason }) => `${path}: ${reason}`).join('\n') : null;
}
