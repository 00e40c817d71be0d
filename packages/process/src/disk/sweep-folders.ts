import { systemClock } from '@artemis/core';
import { ownerOf } from './owner-mark.ts';
import type { ProcessFileSystem } from './process-file-system.ts';

/** What a sweep needs of the disk. */
export type SweepFileSystem = Pick<ProcessFileSystem, 'lstat' | 'readdir' | 'readFile' | 'readlink' | 'rm'>;

/** Age from which on a folder is left whose owner nobody here can ask, in milliseconds: far longer than runs take. */
const oldMs = 7 * 86_400_000;

/**
 * Deletes what processes have left behind that died without doing it themselves: entries of a folder whose names are the prefix and
 * the mark of a process that is gone, with anything after it. Never rejects.
 *
 * @param remove - Removes one of them, by its absolute path. Default: with all it holds.
 */
export async function sweepFolders(
  fs: SweepFileSystem,
  parentDir: string,
  prefix: string,
  remove: (path: string) => Promise<unknown> = (path) => fs.rm(path, { recursive: true, force: true }),
): Promise<void> {
  for (const name of await fs.readdir(parentDir).catch(() => [])) {
    const path = `${parentDir}/${name}`;
    const owner = name.startsWith(prefix) ? await ownerOf(fs, name.slice(prefix.length)) : 'nobody';
    if (owner === 'gone' || (owner === 'elsewhere' && (await isOld(fs, path)))) await remove(path).catch(() => {});
  }
}

const isOld = (fs: SweepFileSystem, path: string): Promise<boolean> =>
  fs.lstat(path).then(
    ({ mtimeMs }) => systemClock.wallMs() - mtimeMs > oldMs,
    () => false,
  );
