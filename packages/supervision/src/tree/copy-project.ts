import type { CallContext } from '@artemis/core';
import { copyFiles, type CopyFileSystem, type ProjectWalk } from '@artemis/process';

/** What {@link copyProject} copies. */
export interface CopyRequest {
  readonly fs: CopyFileSystem;
  readonly projectDir: string;
  /** What of it is copied. */
  readonly walk: Pick<ProjectWalk, 'files' | 'folders' | 'links' | 'dependencies'>;
  /** The folder it is copied to; it exists and is empty. */
  readonly copyDir: string;
}

/** Copies a project as it is now. What is installed in it is linked: it is large, and nobody who works on the copy may change it. */
export async function copyProject({ fs, projectDir, walk, copyDir }: CopyRequest, call: CallContext): Promise<void> {
  for (const folder of walk.folders.toSorted()) await fs.mkdir(`${copyDir}/${folder}`);
  await copyFiles(fs, walk.files, projectDir, copyDir, call.signal);
  for (const link of walk.links) await fs.symlink(await fs.readlink(`${projectDir}/${link}`), `${copyDir}/${link}`);
  for (const [path, installed] of walk.dependencies) await fs.symlink(installed, `${copyDir}/${path}`);
}
