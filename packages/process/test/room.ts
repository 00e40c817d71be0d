import * as promises from 'node:fs/promises';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallContext } from '@artemis/core';
import {
  fullLimits,
  findSandbox,
  openRoom,
  plainEnvironment,
  systemProcesses,
  type Limits,
  type ProcessResult,
  type SandboxProbe,
  type SandboxSearch,
} from '@artemis/process';

/** A call without a deadline. */
export const patiently = (signal: AbortSignal = new AbortController().signal): CallContext => ({ signal, remainingMs: () => Infinity });

/** Finds a sandbox. */
export type FindSandbox = (search: SandboxSearch, call: CallContext) => Promise<SandboxProbe>;

/** Runs a Node.js script in the real sandbox, in a folder of its own. */
export async function inSandbox(
  script: string,
  limits: Limits = {},
  signal: AbortSignal = new AbortController().signal,
  find: FindSandbox = findSandbox,
): Promise<ProcessResult> {
  const { processes, toolchain } = systemProcesses();
  const probe = await find({ fs: promises, processes, toolchain }, patiently());
  if (!probe.works) throw new TypeError(probe.reason);
  const workDir = await mkdtemp(join(tmpdir(), 'artemis-work-'));
  const node = await toolchain.find('node', workDir);
  const { room, close } = await openRoom({
    fs: promises,
    workDir,
    mounts: node?.mounts ?? [],
    network: false,
    parentDir: tmpdir(),
  });
  try {
    await writeFile(join(workDir, 'script.mjs'), script);
    const env = plainEnvironment(probe.sandbox.inside(room, room.homeDir));
    const command = await probe.sandbox.enter({ file: node?.file ?? '', args: ['script.mjs'], dir: '', env }, room, fullLimits(limits));
    return await processes.run(command, fullLimits(limits), patiently(signal));
  } finally {
    await close();
    await rm(workDir, { recursive: true, force: true });
  }
}
