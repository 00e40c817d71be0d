import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { FileSystem } from '../../ports/file-system.ts';
import { tolerate } from './errno.ts';

/** Permissions and owner of a file that is to be replaced. */
export interface FileAttributes {
  /** Permission bits, such as 0o644. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** Windows has no `O_NOFOLLOW`; there `O_EXCL` alone refuses a link. */
const newFile = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);
const interruptions = ['EINTR', 'EAGAIN'];
const mostStalls = 20;

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

/** A disk that takes no byte, again and again, is as good as a broken one. */
class StalledWriteError extends Error {
  override readonly name = 'StalledWriteError';
  readonly code = 'EIO';
}

/** A write may be short (a nearly full disk) or interrupted; only the sum counts. */
async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  let stalls = 0;
  for (let offset = 0; offset < bytes.length;) {
    const { bytesWritten } = await tolerate(handle.write(bytes, offset, bytes.length - offset, offset), interruptions, { bytesWritten: 0 });
    offset += bytesWritten;
    stalls = bytesWritten === 0 ? stalls + 1 : 0;
    if (stalls > mostStalls) throw new StalledWriteError('The disk takes no bytes.');
  }
}

/** Gives a replacement the owner and the mode of the file it replaces, as far as this user may: nobody gets more access than before. */
async function takeOver(handle: FileHandle, wanted: FileAttributes): Promise<void> {
  const found = await handle.stat();
  const give = (uid: number): Promise<boolean> =>
    tolerate(
      handle.chown(uid, wanted.gid).then(() => true),
      ['EPERM'],
      false,
    );
  const isSame = found.uid === wanted.uid && found.gid === wanted.gid;
  const groupKept = isSame || (await give(wanted.uid)) || (await give(found.uid));
  const mode = groupKept ? wanted.mode : wanted.mode & 0o707;
  if ((found.mode & 0o777) !== mode) await handle.chmod(mode);
}
