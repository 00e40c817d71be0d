import type { FileSystem } from '@artemis/core';

type Disk = Pick<FileSystem, 'readFile' | 'readlink'>;

/**
 * How the name of a folder begins that is this process's own: its id, and on Linux when it was started and in which process namespace,
 * and a hyphen. A later process with the same id has another mark, which is usual where a container is started again.
 */
export async function ownerMark(fs: Disk): Promise<string> {
  const [start, space] = await Promise.all([startOf(fs, process.pid), spaceOf(fs)]);
  return start === null || space === null ? `${process.pid}-` : `${process.pid}.${start}.${space}-`;
}

/** Numbers of a mark are short: sockets lie below folders that bear it, and the path of a socket may have 107 characters. */
const short = (number: string): string => BigInt(number).toString(36);

/**
 * What became of the process whose mark a name begins with. `elsewhere`: it is or was one of another process namespace, such as that of
 * another container, and nobody here can say. `nobody`: there is no mark.
 */
export type Owner = 'there' | 'gone' | 'elsewhere' | 'nobody';

const mark = /^(\d+)(?:\.([\da-z]+)\.([\da-z]+))?-/;

export async function ownerOf(fs: Disk, name: string): Promise<Owner> {
  const [, pid, start, space] = mark.exec(name) ?? [];
  if (pid === undefined) return 'nobody';
  if (space !== undefined && space !== (await spaceOf(fs))) return 'elsewhere';
  if (!isAlive(Number(pid))) return 'gone';
  const present = start === undefined ? null : await startOf(fs, Number(pid));
  return present === null || present === start ? 'there' : 'gone';
}

/** Ticks of the kernel's clock, counted from its start, at which a process was started; `null` where nobody can say. */
async function startOf(fs: Disk, pid: number): Promise<string | null> {
  const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name of the program comes second, in brackets, and may hold anything.
  const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return ticks === undefined ? null : short(ticks);
}

/** Number of the process namespace, its last digits: ids mean something only within one. */
async function spaceOf(fs: Disk): Promise<string | null> {
  const [number] = /\d+/.exec(await fs.readlink('/proc/self/ns/pid').catch(() => '')) ?? [];
  return number === undefined ? null : short(number).slice(-4);
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
