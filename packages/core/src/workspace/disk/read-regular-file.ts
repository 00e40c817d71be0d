import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { FileSystem } from '../../ports/file-system.ts';
import type { SafePath } from '../guard/path-guard.ts';
import type { FileAttributes } from './write-new-file.ts';
import { ArtemisError } from '../../errors/artemis-error.ts';
import { errnoOf } from './errno.ts';
import { fileLimitBytes } from '../guard/content-guard.ts';
import { pathRefused } from '../guard/path-guard.ts';

/** A regular file as it was found. */
export interface FoundFile {
  readonly bytes: Uint8Array;
  readonly attributes: FileAttributes;
}

/** A pipe opened like this does not wait for a writer; a link is refused. Windows has neither flag. */
const readOnly = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Reads a whole file, if it is a regular one within the size limit; never blocks on a pipe or a device.
 *
 * @param at - Where it is for the file system.
 * @param path - What it is called in errors.
 * @returns `null` when there is no such file.
 * @throws ArtemisError `ARTEMIS_E_PATH_REFUSED` for links, folders, pipes, sockets and devices, `ARTEMIS_E_FILE_UNREADABLE` above the limit.
 */
export async function readRegularFile(fileSystem: FileSystem, at: string, path: SafePath): Promise<FoundFile | null> {
  try {
    // Before it is opened: to open a device can already do something.
    const kind = await fileSystem.lstat(at);
    if (kind.isSymbolicLink()) throw pathRefused(path, 'link', 'it is a link');
    if (!kind.isFile()) throw pathRefused(path, 'not-a-file', 'something that is not a regular file is there');
    const handle = await fileSystem.open(at, readOnly);
    try {
      return await readHandle(handle, path);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    if (errnoOf(error) === 'ELOOP') throw pathRefused(path, 'link', 'it is a link');
    throw error;
  }
}

async function readHandle(handle: FileHandle, path: SafePath): Promise<FoundFile> {
  const found = await handle.stat();
  if (!found.isFile()) throw pathRefused(path, 'not-a-file', 'something that is not a regular file is there');
  if (found.size > fileLimitBytes) throw fileUnreadable(path, 'too-large', `has ${found.size} bytes, more than ${fileLimitBytes}`);
  // One byte more than was promised: a file that grows meanwhile is noticed.
  const buffer = Buffer.alloc(found.size + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length < buffer.length; length += read) {
    read = (await handle.read(buffer, length, buffer.length - length, length)).bytesRead;
  }
  if (length > found.size) throw fileUnreadable(path, 'growing', 'is being written by another program');
  return { bytes: buffer.subarray(0, length), attributes: { mode: found.mode & 0o777, uid: found.uid, gid: found.gid } };
}

/** The error for a file whose content is not taken. */
export function fileUnreadable(path: string, rule: string, problem: string): ArtemisError {
  return new ArtemisError('ARTEMIS_E_FILE_UNREADABLE', `File "${path}" ${problem}.`, {
    hint: 'Work on that file by hand, or leave it out of the task.',
    facts: { path, rule, reason: `it ${problem}` },
  });
}
