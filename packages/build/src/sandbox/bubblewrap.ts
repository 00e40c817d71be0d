import { isInside } from '../run/is-inside.ts';
import type { FullLimits } from '../run/limits.ts';
import type { KernelPath } from './kernel-paths.ts';
import { limitArguments } from './limit-arguments.ts';
import type { Room, RoomCommand, Sandbox } from './sandbox.ts';

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
  /** False for versions before 0.8, which cannot forbid further user namespaces inside. */
  readonly canDisableUserns: boolean;
}

/** Files of `/etc` that hold no secret and that linkers, certificate stores and tools read. */
const publicEtc = [
  '/etc/alternatives',
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

const reportDir = '/artemis-report';
const supportDir = '/artemis-support';
const homeDir = '/tmp/home';
const temporaryBytes = 1024 ** 3;
const sharedMemoryBytes = 256 * 1024 ** 2;

/**
 * The Linux sandbox: no network, the home folder absent, the environment empty, everything read-only but the scratch copy,
 * the report folder and a size-limited `/tmp`; its own process namespace, so that all of it ends with its first process.
 */
export function bubblewrap(host: BubblewrapHost): Sandbox {
  return {
    name: 'bubblewrap',
    inside: ({ projectDir }) => ({ projectDir, reportDir, supportDir, homeDir }),
    enter: (command, room, limits) => ({
      file: host.bwrap,
      args: bubblewrapArguments(command, room, limits, host),
      cwd: '/',
      env: { PATH: '/usr/bin:/bin' },
    }),
  };
}

function bubblewrapArguments(command: RoomCommand, room: Room, limits: FullLimits, host: BubblewrapHost): string[] {
  // A tool that lives inside the project is mounted after the project, the others before: a later mount hides an earlier one.
  const outside = room.mounts.filter(({ to }) => !isInside(to, room.projectDir));
  const within = room.mounts.filter(({ to }) => isInside(to, room.projectDir));
  return [
    ...namespaceArguments(host, room.network),
    ...systemArguments(host),
    ...etcArguments(room),
    ...outside.flatMap(({ from, to }) => ['--ro-bind', from, to]),
    '--bind',
    room.scratchDir,
    room.projectDir,
    ...within.flatMap(({ from, to }) => ['--ro-bind', from, to]),
    '--bind',
    room.homeDir,
    homeDir,
    '--bind',
    room.reportDir,
    reportDir,
    '--ro-bind',
    room.supportDir,
    supportDir,
    '--remount-ro',
    '/',
    '--chdir',
    command.dir === '' ? room.projectDir : `${room.projectDir}/${command.dir}`,
    '--clearenv',
    ...Object.entries(command.env).flatMap(([name, value]) => ['--setenv', name, value]),
    '--',
    ...limitArguments(limits, host.prlimit),
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

const etcArguments = ({ supportDir: from, network }: Room): string[] => [
  ...[...publicEtc, ...javaEtc].flatMap((path) => ['--ro-bind-try', path, path]),
  ...['passwd', 'group', 'hosts', 'nsswitch.conf'].flatMap((name) => ['--ro-bind', `${from}/${name}`, `/etc/${name}`]),
  ...(network ? ['--ro-bind-try', '/etc/resolv.conf', '/etc/resolv.conf'] : []),
];
