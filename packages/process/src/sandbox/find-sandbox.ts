import type { CallContext } from '@artemis/core';
import { findBubblewrap } from './find-bubblewrap.ts';
import { findSandboxRuntime } from './find-sandbox-runtime.ts';
import type { SandboxProbe, SandboxSearch } from './sandbox-probe.ts';
import type { Network } from './sandbox.ts';

/**
 * Finds a sandbox of this machine and tries it. bubblewrap comes first; `@anthropic-ai/sandbox-runtime`, where it is installed,
 * serves on macOS and for a network of single hosts.
 *
 * @param network - What the rooms will reach. Default: nothing.
 */
export async function findSandbox(search: SandboxSearch, call: CallContext, network: Network = false): Promise<SandboxProbe> {
  const prlimit = (await search.toolchain.find('prlimit', '/nowhere'))?.file ?? null;
  const bySingleHosts = typeof network !== 'boolean';
  const first: SandboxProbe = bySingleHosts
    ? { works: false, reason: 'bubblewrap cannot tell hosts apart' }
    : await findBubblewrap(search, prlimit, call);
  if (first.works || network === true) return first;
  const second = await findSandboxRuntime(search, prlimit, call);
  return second.works ? second : { works: false, reason: `${first.reason}; ${second.reason}` };
}
