import { release } from 'node:os';
import type { CallContext } from '@artemis/core';
import { fullLimits } from '../run/limits.ts';
import type { ProcessFileSystem } from '../disk/process-file-system.ts';
import { bubblewrap, namespaceArguments, systemArguments, type BubblewrapHost } from './bubblewrap.ts';
import { processCountOf } from './limit-arguments.ts';
import { kernelPaths } from './kernel-paths.ts';
import type { SandboxProbe, SandboxSearch } from './sandbox-probe.ts';

const probeLimits = fullLimits({ wallMs: 10_000 });
const rootFolders = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];

/** Tries bubblewrap with a harmless command. Nothing is assumed from the program being there. */
export async function findBubblewrap(search: SandboxSearch, prlimit: string | null, call: CallContext): Promise<SandboxProbe> {
  const { toolchain } = search;
  const bwrap = (await toolchain.find('bwrap', '/nowhere'))?.file;
  if (bwrap === undefined) return { works: false, reason: 'bubblewrap (bwrap) is not installed' };
  const machine = {
    bwrap,
    prlimit,
    processCount: processCountOf(release()),
    rootLinks: await linksOfRoot(search.fs),
    kernelPaths: await kernelPaths(search.fs),
  };
  let reason = '';
  for (const canDisableUserns of [true, false]) {
    const host: BubblewrapHost = { ...machine, canDisableUserns };
    const result = await search.processes.run(probeCommand(host), probeLimits, call);
    if (result.ending === 'exited' && result.exitCode === 0) {
      return { works: true, sandbox: bubblewrap(host), version: await versionOf(search, bwrap, call) };
    }
    reason = `bubblewrap does not work here: ${result.output.trim().split('\n')[0] ?? 'no reason given'}`;
  }
  return { works: false, reason };
}

/** The same arguments as for a gate, but for what belongs to a project. */
const probeCommand = (host: BubblewrapHost) => ({
  file: host.bwrap,
  args: [...namespaceArguments(host, false), ...systemArguments(host), '--remount-ro', '/', '--', '/usr/bin/true'],
  cwd: '/',
  env: { PATH: '/usr/bin:/bin' },
  tied: true,
});

async function linksOfRoot(fs: ProcessFileSystem): Promise<(readonly [string, string])[]> {
  const links: (readonly [string, string])[] = [];
  for (const path of rootFolders) {
    const target = await fs.readlink(path).catch(() => null);
    if (target !== null) links.push([path, target.replace(/^\//, '')]);
  }
  return links;
}

async function versionOf({ processes }: SandboxSearch, bwrap: string, call: CallContext): Promise<string> {
  const { stdout } = await processes.run({ file: bwrap, args: ['--version'], cwd: '/', env: {} }, probeLimits, call);
  return stdout.trim().replace(/^bubblewrap /, '');
}
