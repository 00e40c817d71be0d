import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { FileSystem } from '../../ports/file-system.ts';
import { tolerate } from './errno.ts';

/** How file systems say that they cannot sync a folder. Windows cannot even open one. EIO is not among them: it is a failed write. */
const unsupported = [
  'EINVAL',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EBADF',
  ...(process.platform === 'win32' ? ['EPERM', 'EISDIR', 'EACCES'] : []),
];

/** Makes the names in an open folder durable. False where the file system cannot. */
export async function syncFolderHandle(handle: FileHandle): Promise<boolean> {
  return tolerate(
    handle.sync().then(() => true),
    unsupported,
    false,
  );
}

/** Like {@link syncFolderHandle}, for a folder that is not open. */
export async function syncFolder(fileSystem: FileSystem, path: string): Promise<boolean> {
  const handle = await tolerate(fileSystem.open(path, constants.O_RDONLY), process.platform === 'win32' ? unsupported : [], null);
  if (!handle) return false;
  try {
    return await syncFolderHandle(handle);
  } finally {
    await handle.close();
  }
}
