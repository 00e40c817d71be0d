// Attempts to get out of the sandbox. Each answers true only when it succeeded; an error is a refusal. Run inside, it prints JSON.
// `/tmp` inside is the sandbox's own: whether something written there shows outside, the host looks itself.
import { execFileSync } from 'node:child_process';
import * as dgram from 'node:dgram';
import * as fs from 'node:fs';
import * as net from 'node:net';
import { getPriority } from 'node:os';

const { hostPid, tcpPort, tcp6Port, udpPort, unixPath, abstractName, hostFile, hostShm, nodePath, projectParent } = JSON.parse(
  process.argv[2],
);
const rootHome = ['', 'root'].join('/');
const secret = 'canary-7f3a';

const writes = (path) => () => (fs.writeFileSync(path, 'owned'), true);
const reads = (path) => () => fs.readFileSync(path, 'utf8').includes(secret);
const readsAny = (path) => () => fs.readFileSync(path).length > 0;
const lists = (path) => () => fs.readdirSync(path).length > 0;
const runs =
  (file, ...args) =>
  () => (execFileSync(file, args, { stdio: 'ignore', timeout: 5_000 }), true);
// The same value again: a sandbox that lets this through has failed, and the host is none the worse.
const rewrites = (path) => () => (fs.writeFileSync(path, fs.readFileSync(path)), true);
const connects = (options) => () =>
  new Promise((resolve, reject) => {
    const socket = net.connect(options, () => (socket.destroy(), resolve(true))).on('error', reject);
  });
const appends = (path) => () => {
  const fd = fs.openSync(path, 'r+');
  fs.writeSync(fd, 'owned');
  return true;
};

const probes = {
  'write /etc': writes('/etc/owned'),
  'write /usr/bin': writes('/usr/bin/owned'),
  'write /usr/local/bin': writes('/usr/local/bin/owned'),
  'write the root': writes('/owned'),
  'write the home of root': writes(`${rootHome}/owned`),
  'write /home': writes('/home/owned'),
  'write /var': writes('/var/tmp/owned'),
  'write /opt': writes('/opt/owned'),
  'write beside the project': () => (fs.writeFileSync(`${projectParent}/artemis-owned-beside`, 'x'), false),
  'write by climbing up': writes('../../../../../../etc/owned'),
  'write through /proc/self/root': writes('/proc/self/root/etc/owned'),
  'write through /proc/1/root': writes('/proc/1/root/etc/owned'),
  'write through /proc/self/cwd': () => (fs.writeFileSync('/proc/self/cwd/../artemis-owned-cwd', 'x'), false),
  'write through a link to /etc': () => {
    fs.symlinkSync('/etc', 'link');
    fs.writeFileSync('link/owned', 'x');
    return true;
  },
  'write through a link to the host file': () => {
    fs.symlinkSync(hostFile, 'hostlink');
    fs.writeFileSync('hostlink', 'owned');
    return true;
  },
  'hard link to /etc/passwd': () => (fs.linkSync('/etc/passwd', 'passwd'), true),
  'change /etc/passwd': appends('/etc/passwd'),
  'change our own support files': writes('/artemis-support/node-reporter.mjs'),
  'delete our own support files': () => (fs.rmSync('/artemis-support/node-reporter.mjs'), true),
  'change the Node.js that runs it': appends(nodePath),
  'change a system program': appends('/usr/bin/env'),
  'change the program of process 1': appends('/proc/1/exe'),
  'read the host file': reads(hostFile),
  'list the folder of the host file': () => fs.readdirSync(hostFile.slice(0, hostFile.lastIndexOf('/'))).length > 0,
  'write the host file': () => {
    fs.accessSync(hostFile);
    fs.writeFileSync(hostFile, 'owned');
    return true;
  },
  'read the shared memory of the host': reads(hostShm),
  'read /etc/shadow': readsAny('/etc/shadow'),
  'list the home of root': lists(rootHome),
  'list /home': lists('/home'),
  'list /var': lists('/var'),
  'list /run': lists('/run'),
  'read the environment of process 1': reads('/proc/1/environ'),
  'read the environment of the host': () => reads(`/proc/${hostPid}/environ`)(),
  'see a process of the host': () =>
    fs.readFileSync(`/proc/${hostPid}/cmdline`, 'utf8').includes('vitest') ||
    fs.readFileSync(`/proc/${hostPid}/cmdline`, 'utf8').includes('probe-host'),
  'signal a process of the host': () => {
    if (fs.existsSync(`/proc/${hostPid}`)) return false;
    process.kill(hostPid, 0);
    return true;
  },
  'write the memory of the host': () =>
    fs.openSync(`/proc/${hostPid}/mem`, 'r+') > 0 && fs.readFileSync(`/proc/${hostPid}/cmdline`, 'utf8').includes('probe'),
  'read kernel memory': () => {
    const fd = fs.openSync('/proc/kcore', 'r');
    return fs.readSync(fd, Buffer.alloc(16)) > 0;
  },
  'read the kernel log': readsAny('/dev/kmsg'),
  'open /dev/mem': () => fs.openSync('/dev/mem', 'r') > 0,
  'open the disk': () => ['/dev/vda', '/dev/sda', '/dev/nvme0n1'].some((path) => fs.existsSync(path) && fs.openSync(path, 'r') > 0),
  'open /dev/kvm': () => fs.openSync('/dev/kvm', 'r+') > 0,
  'open the terminal': () => fs.openSync('/dev/tty', 'r+') > 0,
  'make a device': runs('mknod', '/tmp/disk', 'b', '254', '0'),
  'trigger sysrq': () => {
    const fd = fs.openSync('/proc/sysrq-trigger', 'w');
    fs.writeSync(fd, 'h');
    return !fs.fstatSync(fd).isCharacterDevice();
  },
  'set the core pattern': rewrites('/proc/sys/kernel/core_pattern'),
  'set a kernel setting': rewrites('/proc/sys/kernel/pid_max'),
  'set the memory policy': rewrites('/proc/sys/vm/overcommit_memory'),
  'set the name of the host': rewrites('/proc/sys/kernel/hostname'),
  'register a binary format': writes('/proc/sys/fs/binfmt_misc/register'),
  'write a control group': () => {
    fs.mkdirSync('/sys/fs/cgroup/pids/owned', { recursive: true });
    return fs.existsSync('/sys/fs/cgroup/pids/owned/tasks');
  },
  'protect itself from being killed for memory': () => {
    fs.writeFileSync('/proc/self/oom_score_adj', '-900');
    return fs.readFileSync('/proc/self/oom_score_adj', 'utf8').trim() === '-900';
  },
  'mount a file system': runs('mount', '-t', 'tmpfs', 'none', '/tmp'),
  'mount /proc anew': runs('mount', '-t', 'proc', 'none', '/tmp'),
  'bind /etc': runs('mount', '--bind', '/tmp', '/etc'),
  'make /usr writable': runs('mount', '-o', 'remount,rw', '/usr'),
  'make the root writable': runs('mount', '-o', 'remount,rw', '/'),
  'unmount /proc': runs('umount', '/proc'),
  'make a user namespace': runs('unshare', '--user', 'true'),
  'become root in a user namespace': runs('unshare', '--user', '--map-root-user', 'true'),
  'make a mount namespace': runs('unshare', '--mount', 'true'),
  'make a network namespace': runs('unshare', '--net', 'true'),
  'enter the namespaces of process 1': runs('nsenter', '--target', '1', '--all', 'true'),
  'change its root': runs('chroot', '/tmp', '/bin/true'),
  'set the clock': runs('date', '-s', '2001-01-01'),
  'raise its own limits': runs('prlimit', '--fsize=unlimited:unlimited', `--pid=${process.pid}`),
  'become another user': () => {
    process.setuid(0);
    return process.getuid() === 0;
  },
  'change owner to root': () => {
    fs.writeFileSync('mine', '');
    fs.chownSync('mine', 0, 0);
    return true;
  },
  'use su': runs('su', '-c', 'true'),
  'use a set-uid program': () => {
    fs.copyFileSync('/usr/bin/id', 'suid');
    fs.chmodSync('suid', 0o4755);
    return execFileSync('./suid', ['-u']).toString().trim() === '0';
  },
  'raise its priority': runs('renice', '-n', String(getPriority() - 1), '-p', String(process.pid)),
  'connect to the loopback of the host': connects({ port: tcpPort, host: '127.0.0.1' }),
  'connect to the loopback of the host by IPv6': connects({ port: tcp6Port, host: '::1' }),
  'connect to any address of the host': connects({ port: tcpPort, host: '0.0.0.0' }),
  'connect to a socket file of the host': connects({ path: unixPath }),
  'connect to an abstract socket of the host': connects({ path: `\0${abstractName}` }),
  'connect to the container engine': connects({ path: '/var/run/docker.sock' }),
  'connect to the system bus': connects({ path: '/run/dbus/system_bus_socket' }),
  'send by UDP to the host': () =>
    new Promise((resolve) => {
      const socket = dgram.createSocket('udp4');
      socket.send(secret, udpPort, '127.0.0.1', () => (socket.close(), resolve(false)));
    }),
  'find an inherited file of the host': () =>
    fs.readdirSync('/proc/self/fd').some((fd) => {
      try {
        const path = fs.readlinkSync(`/proc/self/fd/${fd}`);
        return Number(fd) > 2 && path.startsWith('/') && !/^\/(?:proc|dev|anon_inode)/.test(path);
      } catch {
        return false;
      }
    }),
};

const result = {};
for (const [name, probe] of Object.entries(probes)) {
  try {
    result[name] = (await probe()) === true;
  } catch {
    result[name] = false;
  }
}
console.log(`\nresult ${JSON.stringify(result)}`);
