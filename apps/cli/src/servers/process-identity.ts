import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * What tells a process from a later one with the same id: when it was started.
 *
 * @returns `null` when there is no such process, or it has ended and only waits to be collected.
 */
export async function identityOf(pid: number): Promise<string | null> {
  if (process.platform === 'linux') return fromProc(pid);
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)], { timeout: 5_000, env: { LC_ALL: 'C' } });
    return stdout.trim() || null;
  } catch {
    return null;
  }
}

async function fromProc(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name of the program comes second, in brackets, and may hold anything.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const startTicks = fields[18];
  return startTicks === undefined || state === 'Z' ? null : startTicks;
}
