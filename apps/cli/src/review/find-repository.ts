import { realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ArtemisError } from '@artemis/core';

/** A git repository with files in it. */
export interface RepositoryFolders {
  /** Absolute path of the folder with the files, without links. */
  readonly root: string;
  /** Its `.git`: a folder, or a file that names one. */
  readonly gitDir: string;
}

/**
 * The repository a folder belongs to. The place of its files is where `.git` lies, whatever its configuration says: one that came
 * with the files could name any other folder.
 *
 * @throws ArtemisError `ARTEMIS_E_NO_REPOSITORY`.
 */
export async function findRepository(folder: string): Promise<RepositoryFolders> {
  const start = await realpath(folder).catch((error: unknown) => {
    throw noRepository(folder, error);
  });
  for (let root = start; ; root = dirname(root)) {
    const gitDir = join(root, '.git');
    const found = await stat(gitDir).catch(() => null);
    if (found && (found.isDirectory() || found.isFile())) return { root, gitDir };
    if (root === dirname(root)) throw noRepository(folder);
  }
}

const noRepository = (folder: string, cause?: unknown): ArtemisError =>
  new ArtemisError('ARTEMIS_E_NO_REPOSITORY', `${folder} is in no git repository, so there is nothing to compare its files with.`, {
    hint: 'Go to a repository, or name one with -C; "git init" makes one.',
    ...(cause !== undefined && { cause }),
  });
