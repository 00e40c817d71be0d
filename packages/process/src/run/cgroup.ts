import type { ProcessFileSystem } from '../disk/process-file-system.ts';
import { sweepFolders } from '../disk/sweep-folders.ts';
import type { Command } from './command.ts';
import type { SharedLimits } from './limits.ts';
import type { Ending } from './process-result.ts';

/** A control group of the kernel: a limit for all processes of a command together, which not even root can pass. */
export interface Cgroup {
  /** The command, put into the group before it does anything. */
  entering(command: Command): Command;
  /** Ends what is left in the group and removes it. @returns The limit that was hit inside; `null` when there was none. Never rejects. */
  close(): Promise<Ending | null>;
}

const root = '/sys/fs/cgroup';

interface Controller {
  readonly dir: string;
  readonly limits: Readonly<Record<string, string>>;
}

/**
 * Makes a group; `null` where the user may not, which is usual for everybody but root.
 *
 * @param id - Keeps it apart from the other groups of this process.
 * @param pause - Waits a moment between two tries to remove the group.
 */
export async function makeCgroup(
  fs: ProcessFileSystem,
  id: string,
  limits: SharedLimits,
  pause: () => Promise<void>,
): Promise<Cgroup | null> {
  const unified = await isUnified(fs);
  const name = `${await groupPrefix(fs)}${process.pid}-${id}`;
  const controllers = unified ? unifiedControllers(name, limits) : separateControllers(name, limits);
  const made: string[] = [];
  try {
    for (const { dir, limits: values } of controllers) {
      await fs.mkdir(dir);
      made.push(dir);
      for (const [file, value] of Object.entries(values)) await fs.writeFile(`${dir}/${file}`, value);
    }
    return groupOf(fs, made, unified, pause);
  } catch {
    await remove(fs, made, pause);
    return null;
  }
}

/**
 * Removes the groups of processes that were killed before they could, and ends what is left in them. Never rejects.
 *
 * @param pause - Waits a moment between two tries to remove a group.
 */
export async function sweepCgroups(fs: ProcessFileSystem, pause: () => Promise<void>): Promise<void> {
  const prefix = await groupPrefix(fs);
  for (const dir of (await isUnified(fs)) ? [root] : [`${root}/pids`, `${root}/memory`]) {
    await sweepFolders(fs, dir, prefix, (path) => remove(fs, [path], pause));
  }
}

const isUnified = (fs: ProcessFileSystem): Promise<boolean> =>
  fs.access(`${root}/cgroup.controllers`).then(
    () => true,
    () => false,
  );

/** Process ids mean something only within a process namespace: containers may share the folder of groups. */
const groupPrefix = async (fs: ProcessFileSystem): Promise<string> =>
  `artemis-${/\d+/.exec(await fs.readlink('/proc/self/ns/pid').catch(() => ''))?.[0] ?? '0'}-`;

const unifiedControllers = (name: string, { memoryBytes, processes }: SharedLimits): Controller[] => [
  { dir: `${root}/${name}`, limits: { 'pids.max': String(processes), 'memory.max': String(memoryBytes) } },
];

const separateControllers = (name: string, { memoryBytes, processes }: SharedLimits): Controller[] => [
  { dir: `${root}/pids/${name}`, limits: { 'pids.max': String(processes) } },
  { dir: `${root}/memory/${name}`, limits: { 'memory.limit_in_bytes': String(memoryBytes) } },
];

/** The words are constant; the command follows as arguments, which no shell reads as text. */
const enterScript = 'for group in $ARTEMIS_CGROUPS; do echo $$ > "$group/cgroup.procs" || exit 125; done; unset ARTEMIS_CGROUPS; exec "$@"';

const groupOf = (fs: ProcessFileSystem, dirs: readonly string[], unified: boolean, pause: () => Promise<void>): Cgroup => ({
  entering: (command) => ({
    ...command,
    file: '/bin/sh',
    args: ['-c', enterScript, 'sh', command.file, ...command.args],
    env: { ...command.env, ARTEMIS_CGROUPS: dirs.join(' ') },
  }),
  async close() {
    const ending = await limitHit(fs, dirs, unified);
    await remove(fs, dirs, pause);
    return ending;
  },
});

async function limitHit(fs: ProcessFileSystem, dirs: readonly string[], unified: boolean): Promise<Ending | null> {
  const count = async (file: string, key: RegExp): Promise<number> => {
    for (const dir of dirs) {
      const found = key.exec(await fs.readFile(`${dir}/${file}`, 'utf8').catch(() => ''))?.[1];
      if (found !== undefined) return Number(found);
    }
    return 0;
  };
  if ((await count(unified ? 'memory.events' : 'memory.oom_control', /^oom_kill (\d+)/m)) > 0) return 'memory-limit';
  return (await count('pids.events', /^max (\d+)/m)) > 0 ? 'process-limit' : null;
}

/** A group can be removed only once its last process is gone, which the kernel may take a moment for. */
async function remove(fs: ProcessFileSystem, dirs: readonly string[], pause: () => Promise<void>): Promise<void> {
  for (const dir of dirs) {
    for (let tries = 0; tries < 20; tries += 1) {
      const gone = await fs.rmdir(dir).then(
        () => true,
        (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
      );
      if (gone) break;
      await endAll(fs, dir);
      await pause();
    }
  }
}

async function endAll(fs: ProcessFileSystem, dir: string): Promise<void> {
  const text = await fs.readFile(`${dir}/cgroup.procs`, 'utf8').catch(() => '');
  // A process of another namespace is listed as 0, which to `kill` is our own group.
  for (const pid of text
    .split('\n')
    .map(Number)
    .filter((id) => id > 0)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}
