import { dirname, join } from 'node:path';
import type { Clock } from '../../ports/clock.ts';
import type { FileSystem } from '../../ports/file-system.ts';
import type { Random } from '../../ports/random.ts';
import { ArtemisError } from '../../errors/artemis-error.ts';
import { nodeFileSystem } from '../../ports/node-file-system.ts';
import { systemClock } from '../../ports/system-clock.ts';
import { systemRandom } from '../../ports/system-random.ts';
import { diskHint } from './disk-hint.ts';
import { errnoOf } from './errno.ts';
import { renamePatiently } from './rename-patiently.ts';
import { syncFolder } from './sync-folder.ts';
import { temporaryName } from './temporary-name.ts';
import { writeNewFile } from './write-new-file.ts';

/** Ports and mode of one atomic write. */
export interface AtomicWriteOptions {
  /** Default: the real disk. */
  readonly fileSystem?: FileSystem;
  /** Makes the name of the temporary file. Default: the operating system's generator. */
  readonly random?: Random;
  /** Times the waits while another program holds the file. Default: the system clock. */
  readonly clock?: Clock;
  /** Permission bits of the file; the umask can only narrow them. Default: 0o600. */
  readonly mode?: number;
}

/** What is known of a file that was written. */
export interface AtomicWriteReport {
  /** False where the file system cannot sync a folder: the file is whole, but after a power loss it may be the old one. */
  readonly folderSynced: boolean;
}

/**
 * Replaces a state file of Artemis as a whole: a reader, and the next start after a crash, sees the old or the new content.
 * The folder must exist. Not for files of the user's project: those go through the workspace.
 *
 * @throws ArtemisError `ARTEMIS_E_STATE_WRITE` with `{ path, errno }`. The content is then the old one, except when only the
 * last step, the sync of the folder, failed: the new content is in place but may not survive a power loss.
 */
export async function writeFileAtomic(
  path: string,
  content: string | Uint8Array,
  options: AtomicWriteOptions = {},
): Promise<AtomicWriteReport> {
  await replaceFile(path, content, options);
  try {
    return { folderSynced: await syncFolder(options.fileSystem ?? nodeFileSystem, dirname(path)) };
  } catch (error) {
    throw stateWriteFailed(path, error);
  }
}

/**
 * Like {@link writeFileAtomic} without the last step: the new name is durable only after the folder was synced, for instance by
 * the next atomic write into it.
 */
export async function replaceFile(path: string, content: string | Uint8Array, options: AtomicWriteOptions = {}): Promise<void> {
  const { fileSystem = nodeFileSystem, random = systemRandom, clock = systemClock, mode = 0o600 } = options;
  const temporary = join(dirname(path), temporaryName(random));
  try {
    await writeNewFile(fileSystem, temporary, typeof content === 'string' ? Buffer.from(content) : content, mode);
    await renameOrRemove(fileSystem, clock, temporary, path);
  } catch (error) {
    throw stateWriteFailed(path, error);
  }
}

async function renameOrRemove(fileSystem: FileSystem, clock: Clock, from: string, to: string): Promise<void> {
  try {
    await renamePatiently(fileSystem, clock, from, to);
  } catch (error) {
    // The first error is the one to report.
    await fileSystem.unlink(from).catch(() => undefined);
    throw error;
  }
}

/** The error for a state file that could not be written. */
export function stateWriteFailed(path: string, error: unknown): ArtemisError {
  const errno = errnoOf(error) ?? null;
  return new ArtemisError('ARTEMIS_E_STATE_WRITE', `State file "${path}" could not be written (${errno ?? 'unknown reason'}).`, {
    hint: diskHint(errno),
    cause: error,
    facts: { path, errno },
  });
}
