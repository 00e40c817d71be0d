import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { FileSystem } from '../ports/file-system.ts';
import { errnoOf, tolerate } from './errno.ts';

/** Permissions and owner of a file that is to be replaced. */
export interface FileAttributes {
  /** Permission bits, such as 0o644. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** Windows has no `O_NOFOLLOW`; there `O_EXCL` alone refuses a link. */
const newFile = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);
const longestInterruption = 20;

/**
 * Creates a file that must not exist, writes all bytes and makes them durable.
 *
 * @param access - Either the mode of a new file, which the umask narrows, or the attributes of the file it will replace.
 * @throws The system error of the first step that failed; the file is then gone. A failed sync counts as a failed write.
 */
export async function writeNewFile(
  fileSystem: FileSystem,
  path: string,
  bytes: Uint8Array,
  access: number | FileAttributes,
): Promise<void> {
  const handle = await fileSystem.open(path, newFile, typeof access === 'number' ? access : 0o600);
  try {
    await finishing(handle, async () => {
      await writeAll(handle, bytes);
      if (typeof access !== 'number') await takeOver(handle, access);
      await handle.sync();
    });
  } catch (error) {
    // The first error is the one to report; what cannot be removed now is removed by the next recovery.
    await fileSystem.unlink(path).catch(() => undefined);
    throw error;
  }
}

/** Runs `work` and closes the handle in any case. An error of the close counts when the work itself succeeded. */
async function finishing(handle: FileHandle, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    await handle.close().catch(() => undefined);
    throw error;
  }
  await handle.close();
}

/** A write may be short (a nearly full disk) or interrupted; only the sum counts. */
async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  let interruptions = 0;
  for (let offset = 0; offset < bytes.length;) {
    try {
      offset += (await handle.write(bytes, offset, bytes.length - offset, offset)).bytesWritten;
    } catch (error) {
      if (!['EINTR', 'EAGAIN'].includes(errnoOf(error) ?? '') || ++interruptions > longestInterruption) throw error;
    }
  }
}

/** Gives a replacement the owner and the mode of the file it replaces. A user who may not give files away keeps the mode at least. */
async function takeOver(handle: FileHandle, wanted: FileAttributes): Promise<void> {
  const found = await handle.stat();
  if (found.uid !== wanted.uid || found.gid !== wanted.gid) await tolerate(handle.chown(wanted.uid, wanted.gid), ['EPERM'], undefined);
  if ((found.mode & 0o777) !== wanted.mode) await handle.chmod(wanted.mode);
}
