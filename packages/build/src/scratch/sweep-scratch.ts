import type { BuildFileSystem } from './build-file-system.ts';

/** Begin of the name of every scratch folder; the id of the process that made it follows. */
export const scratchPrefix = 'artemis-gate-';

/** Deletes the scratch folders of processes that have died without doing it themselves. Never rejects. */
export async function sweepScratch(fs: BuildFileSystem, parentDir: string, runs: (pid: number) => boolean): Promise<void> {
  for (const name of await fs.readdir(parentDir).catch(() => [])) {
    const pid = name.startsWith(scratchPrefix) ? /^\d+(?=-)/.exec(name.slice(scratchPrefix.length))?.[0] : undefined;
    if (pid !== undefined && !runs(Number(pid))) await fs.rm(`${parentDir}/${name}`, { recursive: true, force: true }).catch(() => {});
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
