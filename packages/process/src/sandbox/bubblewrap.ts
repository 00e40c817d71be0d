import { isInside } from '../run/is-inside.ts';
import type { FullLimits } from '../run/limits.ts';
import { allOrNothing } from './all-or-nothing.ts';
import type { KernelPath } from './kernel-paths.ts';
import { limitArguments, type ProcessCount } from './limit-arguments.ts';
import type { Mount, Room, RoomCommand, Sandbox } from './sandbox.ts';
import { etcNames } from './write-etc.ts';

/** What bubblewrap needs to know of this machine. */
export interface BubblewrapHost {
  /** Absolute path of `bwrap`. */
  readonly bwrap: string;
  /** Absolute path of `prlimit`; `null` where there is none, and then only wall time, output and disk are limited. */
  readonly prlimit: string | null;
  /** Folders of the root that are links into `/usr`, such as `['/bin', 'usr/bin']`. */
  readonly rootLinks: readonly (readonly [path: string, target: string])[];
  /** What of `/proc` must not be written, or not even be seen. */
  readonly kernelPaths: readonly KernelPath[];
  /** Whom the kernel counts within the sandbox. */
  readonly processCount: ProcessCount;
  /** False for versions before 0.8, which cannot forbid further user namespaces inside. */
  readonly canDisableUserns: boolean;
}

/** Files of `/etc` that hold no secret and that linkers, certificate stores and tools read. */
const publicEtc = [
  '/etc/alternatives',
  '/etc/bazel',
  '/etc/ca-certificates',
  '/etc/ld.so.cache',
  '/etc/ld.so.conf',
  '/etc/ld.so.conf.d',
  '/etc/localtime',
  '/etc/maven',
  '/etc/mime.types',
  '/etc/php',
  '/etc/pki/tls/certs',
  '/etc/protocols',
  '/etc/services',
  '/etc/ssl/certs',
  '/etc/ssl/openssl.cnf',
];

const javaEtc = ['8', '11', '17', '21', '25'].map((version) => `/etc/java-${version}-openjdk`);

const homeDir = '/tmp/home';
const temporaryBytes = 1024 ** 3;
const sharedMemoryBytes = 256 * 1024 ** 2;

/**
 * The Linux sandbox: the home folder absent, the environment empty, everything read-only but what the room says and a size-limited
 * `/tmp`, no network unless the room has it; its own process namespace, so that all of it ends with its first process.
 */
export function bubblewrap(host: BubblewrapHost): Sandbox {
  return {
    name: 'bubblewrap',
    mounts: true,
    inside: (room, path) => {
      const around = bindsOf(room).filter(({ from }) => isInside(path, from));
      const nearest = around.toSorted((one, other) => other.from.length - one.from.length)[0];
      return nearest ? nearest.to + path.slice(nearest.from.length) : path;
    },
    enter: (command, room, limits) => ({
      file: host.bwrap,
      args: bubblewrapArguments(command, room, limits, host),
      cwd: '/',
      // Whoever is on this machine can read the arguments of a process; its variables only its owner can.
      env: Object.fromEntries(Object.entries(command.env).filter(([name]) => !isForLoader(name))),
      tied: true,
    }),
  };
}

interface Bind extends Mount {
  readonly option: '--bind' | '--ro-bind';
}

/** Everything a room shows. A folder comes before what lies in it: a later mount hides an earlier one. */
function bindsOf(room: Room): readonly Bind[] {
  const readOnly = room.mounts.map((mount): Bind => ({ ...mount, option: '--ro-bind' }));
  const written = [room.work, ...room.writable, { from: room.homeDir, to: homeDir }].map((mount): Bind => ({ ...mount, option: '--bind' }));
  return [...written, ...readOnly].toSorted((one, other) => depthOf(one.to) - depthOf(other.to));
}

/** What would already be obeyed by the programs that build the sandbox: it is set inside. */
const isForLoader = (name: string): boolean => /^(?:LD_|DYLD_|GLIBC_|MALLOC_|ENV$|BASH_ENV$)/.test(name);

const depthOf = (path: string): number => path.split('/').length;

function bubblewrapArguments(command: RoomCommand, room: Room, limits: FullLimits, host: BubblewrapHost): string[] {
  const network = allOrNothing(room.network, 'bubblewrap');
  return [
    ...namespaceArguments(host, network),
    ...systemArguments(host),
    ...etcArguments(room.etcDir, network),
    ...bindsOf(room).flatMap(({ option, from, to }) => [option, from, to]),
    '--remount-ro',
    '/',
    '--chdir',
    command.dir === '' ? room.work.to : `${room.work.to}/${command.dir}`,
    ...Object.entries(command.env).flatMap(([name, value]) => (isForLoader(name) ? ['--setenv', name, value] : [])),
    '--',
    ...limitArguments(limits, host.prlimit, host.processCount),
    command.file,
    ...command.args,
  ];
}

/** Namespaces of its own for everything, and no capability in them. */
export const namespaceArguments = (host: BubblewrapHost, network: boolean): string[] => [
  '--unshare-all',
  ...(network ? ['--share-net'] : []),
  '--unshare-user',
  ...(host.canDisableUserns ? ['--disable-userns'] : []),
  '--uid',
  '1000',
  '--gid',
  '1000',
  '--hostname',
  'artemis',
  '--die-with-parent',
  '--new-session',
  '--cap-drop',
  'ALL',
];

/** The system as a command sees it: read-only, without what belongs to the kernel as a whole. */
export const systemArguments = (host: BubblewrapHost): string[] => [
  '--ro-bind',
  '/usr',
  '/usr',
  ...host.rootLinks.flatMap(([path, target]) => ['--symlink', target, path]),
  '--proc',
  '/proc',
  ...host.kernelPaths.flatMap(({ path, hidden }) => ['--ro-bind', hidden ? '/dev/null' : path, path]),
  '--dev',
  '/dev',
  '--size',
  String(sharedMemoryBytes),
  '--tmpfs',
  '/dev/shm',
  '--size',
  String(temporaryBytes),
  '--tmpfs',
  '/tmp',
];

const etcArguments = (etcDir: string, network: boolean): string[] => [
  ...[...publicEtc, ...javaEtc].flatMap((path) => ['--ro-bind-try', path, path]),
  ...etcNames.flatMap((name) => ['--ro-bind', `${etcDir}/${name}`, `/etc/${name}`]),
  ...(network ? ['--ro-bind-try', '/etc/resolv.conf', '/etc/resolv.conf'] : []),
];
