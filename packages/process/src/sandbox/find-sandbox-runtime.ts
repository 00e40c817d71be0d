import { readFileSync, realpathSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { release, tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import type { CallContext } from '@artemis/core';
import { fullLimits } from '../run/limits.ts';
import { processCountOf } from './limit-arguments.ts';
import { openRoom } from './open-room.ts';
import type { SandboxProbe, SandboxSearch } from './sandbox-probe.ts';
import { sandboxRuntime } from './sandbox-runtime.ts';

const packageName = '@anthropic-ai/sandbox-runtime';
const probeLimits = fullLimits({ wallMs: 20_000 });

/** Tries `@anthropic-ai/sandbox-runtime` with a harmless command, where it is installed. It is never loaded into this process. */
export async function findSandboxRuntime(search: SandboxSearch, prlimit: string | null, call: CallContext): Promise<SandboxProbe> {
  const { fs, processes, toolchain } = search;
  const installed = installedRuntime();
  const node = await toolchain.find('node', '/nowhere');
  if (!installed || !node) return { works: false, reason: `${packageName} is not installed` };
  // On Linux a sandboxed root could still set what belongs to the kernel as a whole, such as the core pattern.
  if (userInfo().uid === 0) return { works: false, reason: `${packageName} does not hold root` };
  const sandbox = sandboxRuntime({ fs, node: node.file, prlimit, processCount: processCountOf(release()), ...installed });
  const workDir = await fs.mkdtemp(join(tmpdir(), 'artemis-probe-'));
  const opened = await openRoom({ fs, workDir, network: false, parentDir: tmpdir() });
  try {
    const command = await sandbox.enter({ file: '/usr/bin/true', args: [], dir: '', env: {} }, opened.room, probeLimits);
    const { ending, exitCode, output } = await processes.run(command, probeLimits, call);
    if (ending === 'exited' && exitCode === 0) return { works: true, sandbox, version: installed.version };
    return { works: false, reason: `${packageName} does not work here: ${output.trim().split('\n')[0] || 'no reason given'}` };
  } finally {
    await opened.close();
    await fs.rm(workDir, { recursive: true, force: true }).catch(() => {});
  }
}

function installedRuntime(): { readonly cli: string; readonly packageDir: string; readonly version: string } | null {
  try {
    const manifestPath = findPackageJSON(packageName, import.meta.url);
    if (manifestPath === undefined) return null;
    const { version, bin } = JSON.parse(readFileSync(manifestPath, 'utf8')) as { version: string; bin: { srt: string } };
    // Parts of it run inside, from where it really is.
    const packageDir = dirname(realpathSync(manifestPath));
    return { cli: join(packageDir, bin.srt), packageDir, version };
  } catch {
    return null;
  }
}
