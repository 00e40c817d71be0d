import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { FileSystem } from '../../ports/file-system.ts';
import { tolerate } from './errno.ts';

/** How file systems say that they cannot sync a folder. EIO is not among them: it is a failed write. */
const unsupported = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EBADF'];
/** How Windows says that folders are not synced there at all, so that nothing is missing that could be had. */
const neverNeeded = process.platform === 'win32' ? ['EPERM', 'EISDIR', 'EACCES'] : [];

/** Makes the names in an open folder durable. False where the file system cannot. */
export async function syncFolderHandle(handle: FileHandle): Promise<boolean> {
  const synced = handle.sync().then(() => true);
  return tolerate(tolerate(synced, unsupported, false), neverNeeded, true);
}

/** Like {@link syncFolderHandle}, for a folder that is not open. */
export async function syncFolder(fileSystem: FileSystem, path: string): Promise<boolean> {
  const handle = await tolerate(fileSystem.open(path, constants.O_RDONLY), neverNeeded, null);
  if (!handle) return true;
  try {
    return await syncFolderHandle(handle);
  } finally {
    await handle.close();
  }
}
