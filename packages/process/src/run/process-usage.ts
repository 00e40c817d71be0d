import type { ProcessFileSystem } from '../disk/process-file-system.ts';

/** What a process and all below it use. */
export interface Usage {
  readonly processes: number;
  /** Resident memory, shared pages counted once for each process. */
  readonly memoryBytes: number;
}

const pageBytes = 4_096;

/** Reads `/proc`. Zero where there is none, or when the process is gone. */
export async function usageBelow(fs: ProcessFileSystem, root: number): Promise<Usage> {
  const stats = await Promise.all(
    (await fs.readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name)).map((name) => statOf(fs, name)),
  );
  const children = new Map<number, number[]>();
  const resident = new Map<number, number>();
  for (const stat of stats) {
    if (!stat) continue;
    children.set(stat.parent, [...(children.get(stat.parent) ?? []), stat.pid]);
    resident.set(stat.pid, stat.residentPages);
  }
  let [processes, pages] = [0, 0];
  const pending = [root];
  for (let pid = pending.pop(); pid !== undefined; pid = pending.pop()) {
    if (resident.has(pid)) processes += 1;
    pages += resident.get(pid) ?? 0;
    pending.push(...(children.get(pid) ?? []));
  }
  return { processes, memoryBytes: pages * pageBytes };
}

async function statOf(
  fs: ProcessFileSystem,
  pid: string,
): Promise<{ readonly pid: number; readonly parent: number; readonly residentPages: number } | null> {
  const text = await fs.readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // The name of the program stands in brackets and may hold anything, brackets and blanks included.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields ? { pid: Number(pid), parent: Number(fields[1]), residentPages: Number(fields[21]) } : null;
}
