import type { Clock } from '../../ports/clock.ts';
import type { FileSystem } from '../../ports/file-system.ts';
import { errnoOf } from './errno.ts';

/** Four waits, 1 875 ms together: a virus scanner lets go of a new file within that time. */
const waitsMs = [125, 250, 500, 1_000] as const;

/** Errnos of a file that somebody holds open. On other systems EPERM and EACCES mean what they say. */
const heldErrnos = process.platform === 'win32' ? ['EBUSY', 'EPERM', 'EACCES'] : ['EBUSY'];

/** Renames, at most five times within two seconds while another program holds one of the files. Rejects with the last system error. */
export async function renamePatiently(fileSystem: FileSystem, clock: Clock, from: string, to: string): Promise<void> {
  for (const waitMs of waitsMs) {
    try {
      return await fileSystem.rename(from, to);
    } catch (error) {
      if (!heldErrnos.includes(errnoOf(error) ?? '')) throw error;
      await new Promise<void>((resolve) => clock.after(waitMs, resolve));
    }
  }
  return fileSystem.rename(from, to);
}
