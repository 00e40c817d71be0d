import { homedir } from 'node:os';
import { dirname } from 'node:path';
import type { ProcessFileSystem } from '../disk/process-file-system.ts';
import { ProcessError } from '../process-error.ts';
import type { FullLimits } from '../run/limits.ts';
import { limitArguments, type ProcessCount } from './limit-arguments.ts';
import type { Room, RoomCommand, Sandbox } from './sandbox.ts';

/** What `@anthropic-ai/sandbox-runtime` needs of this machine. */
export interface SandboxRuntimeHost {
  readonly fs: Pick<ProcessFileSystem, 'writeFile'>;
  /** Absolute path of Node.js. */
  readonly node: string;
  /** Absolute path of its command line. */
  readonly cli: string;
  /** Absolute path of its package; parts of it run inside. */
  readonly packageDir: string;
  /** Absolute path of `prlimit`; `null` where there is none, and then only wall time, output and disk are limited. */
  readonly prlimit: string | null;
  /** Whom the kernel counts within the sandbox. */
  readonly processCount: ProcessCount;
}

/** Programs it starts itself are looked up here, and never in the folders of a project. */
const safePath = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin';

/** Where people, other programs and the system keep what a command has no business with, on Linux and macOS. */
const privatePlaces: readonly string[] = [
  '/root',
  '/home',
  '/Users',
  '/Volumes',
  '/tmp',
  '/var/tmp',
  '/private/tmp',
  '/private/var/tmp',
  '/var/folders',
  '/private/var/folders',
  '/mnt',
  '/media',
  '/srv',
  '/run/user',
  '/run/secrets',
  '/var/lib',
  '/var/log',
  '/var/mail',
  '/etc/shadow',
  '/etc/gshadow',
  '/etc/sudoers',
  '/etc/ssh',
];

/**
 * The sandbox of Claude Code, for macOS and for a network of single hosts. It cannot show a path under another name, and of the
 * system it hides only what is private. Its command line runs as a process of its own, so that nothing of it stays in this one.
 */
export function sandboxRuntime(host: SandboxRuntimeHost): Sandbox {
  return {
    name: 'sandbox-runtime',
    mounts: false,
    inside: (_room, path) => path,
    async enter(command, room, limits) {
      const settings = `${room.etcDir}/sandbox-runtime.json`;
      await host.fs.writeFile(settings, JSON.stringify(settingsFor(room, host)), { mode: 0o600 });
      const dir = room.work.from;
      return {
        file: host.node,
        args: [host.cli, '--settings', settings, '--', ...wordsInside(command, room, limits, host)],
        cwd: command.dir === '' ? dir : `${dir}/${command.dir}`,
        // The variables of the command are set inside: here they would reach what builds the sandbox.
        env: { PATH: safePath, HOME: room.homeDir, TMPDIR: room.homeDir },
      };
    },
  };
}

const wordsInside = (command: RoomCommand, room: Room, limits: FullLimits, host: SandboxRuntimeHost): readonly string[] => [
  ...limitArguments(limits, host.prlimit, host.processCount),
  '/usr/bin/env',
  ...Object.entries({ ...command.env, TMPDIR: room.homeDir }).map(([name, value]) => `${name}=${value}`),
  command.file,
  ...command.args,
];

function settingsFor(room: Room, host: SandboxRuntimeHost): object {
  const written = [room.work, ...room.writable].map(({ from }) => from);
  const read = room.mounts.map(({ from }) => from);
  return {
    network: { allowedDomains: hostsOf(room), deniedDomains: [], strictAllowlist: true, allowLocalBinding: false },
    filesystem: {
      denyRead: [...new Set([...privatePlaces, homedir(), dirname(room.work.to), dirname(room.work.from)])].filter((path) => path !== '/'),
      allowRead: [...written, room.homeDir, ...read, host.packageDir],
      allowWrite: [...written, room.homeDir],
      denyWrite: read,
    },
  };
}

function hostsOf({ network }: Room): readonly string[] {
  if (network !== true) return network === false ? [] : network;
  throw new ProcessError(
    'ARTEMIS_E_SANDBOX_UNAVAILABLE',
    'sandbox-runtime lets no command reach all of the network; name the hosts it needs.',
  );
}
