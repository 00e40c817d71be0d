import type { FileSystem } from '@artemis/core';

type Disk = Pick<FileSystem, 'readFile'>;

/**
 * How the name of a folder begins that is this process's own: its id, on Linux also when it was started, and a hyphen. A later process
 * with the same id, which is usual where a container is started again, has another mark.
 */
export async function ownerMark(fs: Disk): Promise<string> {
  const start = await startOf(fs, process.pid);
  return start === null ? `${process.pid}-` : `${process.pid}.${start}-`;
}

const mark = /^(\d+)(?:\.(\d+))?-/;

/** Whether the process that begins a name with its mark is gone. What begins with no mark is nobody's, and nothing is known of it. */
export async function isOwnerGone(fs: Disk, name: string): Promise<boolean> {
  const [, pid, start] = mark.exec(name) ?? [];
  if (pid === undefined) return false;
  if (!isAlive(Number(pid))) return true;
  const present = start === undefined ? null : await startOf(fs, Number(pid));
  return present !== null && present !== start;
}

/** Ticks of the kernel's clock, counted from its start, at which a process was started; `null` where nobody can say. */
async function startOf(fs: Disk, pid: number): Promise<string | null> {
  const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name of the program comes second, in brackets, and may hold anything.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

/** Whether a process runs. One that belongs to somebody else does. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
