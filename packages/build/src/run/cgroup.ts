import type { BuildFileSystem } from '../scratch/build-file-system.ts';
import type { Command } from './command.ts';
import type { FullLimits } from './limits.ts';
import type { Ending } from './process-result.ts';

/** A control group of the kernel: a limit for all processes of a command together, which not even root can pass. */
export interface Cgroup {
  /** The command, put into the group before it does anything. */
  entering(command: Command): Command;
  /** Removes the group. @returns The limit that was hit inside; `null` when there was none. Never rejects. */
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
 * @param pause - Waits a moment between two tries to remove the group.
 */
export async function makeCgroup(
  fs: BuildFileSystem,
  name: string,
  limits: FullLimits,
  pause: () => Promise<void>,
): Promise<Cgroup | null> {
  const unified = await fs.access(`${root}/cgroup.controllers`).then(
    () => true,
    () => false,
  );
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

const unifiedControllers = (name: string, { memoryBytes, processes }: FullLimits): Controller[] => [
  { dir: `${root}/${name}`, limits: { 'pids.max': String(processes), 'memory.max': String(memoryBytes) } },
];

const separateControllers = (name: string, { memoryBytes, processes }: FullLimits): Controller[] => [
  { dir: `${root}/pids/${name}`, limits: { 'pids.max': String(processes) } },
  { dir: `${root}/memory/${name}`, limits: { 'memory.limit_in_bytes': String(memoryBytes) } },
];

/** The words are constant; the command follows as arguments, which no shell reads as text. */
const enterScript = 'for group in $ARTEMIS_CGROUPS; do echo $$ > "$group/cgroup.procs" || exit 125; done; unset ARTEMIS_CGROUPS; exec "$@"';

const groupOf = (fs: BuildFileSystem, dirs: readonly string[], unified: boolean, pause: () => Promise<void>): Cgroup => ({
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

async function limitHit(fs: BuildFileSystem, dirs: readonly string[], unified: boolean): Promise<Ending | null> {
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
async function remove(fs: BuildFileSystem, dirs: readonly string[], pause: () => Promise<void>): Promise<void> {
  for (const dir of dirs) {
    for (let tries = 0; tries < 20; tries += 1) {
      const gone = await fs.rmdir(dir).then(
        () => true,
        (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
      );
      if (gone) break;
      await pause();
    }
  }
}
