import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import type { FileSystem } from './file-system.ts';
import { nodeFileSystem } from './node-file-system.ts';
import type { LockHolder, ProcessLocks } from './process-lock.ts';

/** Opens a file only if it can be locked at once: macOS and the BSDs give both in one call. Node has no name for it. */
const lockedExclusively = 0x20;
const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK | lockedExclusively;
const heldErrors: readonly unknown[] = ['EAGAIN', 'EWOULDBLOCK'];

/**
 * Locks held by the kernel, on macOS and the BSDs: to hold one is to have its file open and locked. It is free the moment its holder
 * dies, a stopped holder keeps it, and since the file is never removed nobody can lock another one of the same name.
 *
 * @param fileSystem - Default: the real disk.
 */
export function fileLocks(fileSystem: Pick<FileSystem, 'open' | 'readFile'> = nodeFileSystem): ProcessLocks {
  return {
    async acquire(name) {
      const path = pathOf(name);
      try {
        const file = await fileSystem.open(path, flags, 0o600);
        await file.truncate(0);
        await file.writeFile(JSON.stringify({ pid: process.pid, host: hostname() } satisfies LockHolder));
        return { lock: { release: () => file.close() } };
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && heldErrors.includes(error.code))) throw error;
        return { holder: await holderIn(fileSystem, path) };
      }
    },
  };
}

const pathOf = (name: string): string => `${tmpdir()}/artemis-${createHash('sha256').update(name).digest('hex').slice(0, 32)}.lock`;

async function holderIn(fileSystem: Pick<FileSystem, 'readFile'>, path: string): Promise<LockHolder | null> {
  try {
    return JSON.parse(await fileSystem.readFile(path, 'utf8')) as LockHolder;
  } catch {
    // It has the lock, and has not said yet who it is.
    return null;
  }
}
