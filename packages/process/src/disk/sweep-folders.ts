import type { ProcessFileSystem } from './process-file-system.ts';

/**
 * Deletes what processes have left behind that died without doing it themselves: entries of a folder whose names are the prefix,
 * the id of a process that is gone, and a hyphen with anything. Never rejects.
 *
 * @param remove - Removes one of them, by its absolute path. Default: with all it holds.
 */
export async function sweepFolders(
  fs: Pick<ProcessFileSystem, 'readdir' | 'rm'>,
  parentDir: string,
  prefix: string,
  runs: (pid: number) => boolean = isAlive,
  remove: (path: string) => Promise<unknown> = (path) => fs.rm(path, { recursive: true, force: true }),
): Promise<void> {
  for (const name of await fs.readdir(parentDir).catch(() => [])) {
    const pid = name.startsWith(prefix) ? /^\d+(?=-)/.exec(name.slice(prefix.length))?.[0] : undefined;
    if (pid !== undefined && !runs(Number(pid))) await remove(`${parentDir}/${name}`).catch(() => {});
  }
}

/** Whether a process runs. One that belongs to somebody else does. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
