import { isOwnerGone } from './owner-mark.ts';
import type { ProcessFileSystem } from './process-file-system.ts';

/**
 * Deletes what processes have left behind that died without doing it themselves: entries of a folder whose names are the prefix and
 * the mark of a process that is gone, with anything after it. Never rejects.
 *
 * @param remove - Removes one of them, by its absolute path. Default: with all it holds.
 */
export async function sweepFolders(
  fs: Pick<ProcessFileSystem, 'readdir' | 'readFile' | 'rm'>,
  parentDir: string,
  prefix: string,
  remove: (path: string) => Promise<unknown> = (path) => fs.rm(path, { recursive: true, force: true }),
): Promise<void> {
  for (const name of await fs.readdir(parentDir).catch(() => [])) {
    const isLeft = name.startsWith(prefix) && (await isOwnerGone(fs, name.slice(prefix.length)));
    if (isLeft) await remove(`${parentDir}/${name}`).catch(() => {});
  }
}
