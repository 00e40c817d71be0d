import * as promises from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { systemClock, systemRandom } from '@artemis/core';
import { environment } from '../src/run/environment.ts';
import { ExecaRunner } from '../src/run/execa-runner.ts';
import { fullLimits, type Limits } from '../src/run/limits.ts';
import type { ProcessResult } from '../src/run/process-result.ts';
import { SystemWarden } from '../src/run/system-warden.ts';
import { Toolchain } from '../src/run/toolchain.ts';
import { findSandbox } from '../src/sandbox/find-sandbox.ts';
import { openScratch } from '../src/scratch/scratch.ts';
import { walkProject } from '../src/scratch/walk-project.ts';
import { buildProject, patiently, type Files } from './build-project.ts';

/** The real runner, with everything that limits it. */
export const realRunner = (): ExecaRunner =>
  new ExecaRunner(systemClock, new SystemWarden({ clock: systemClock, random: systemRandom, fs: promises, scratchParent: tmpdir() }));

/** The real tools of this machine. */
export const realToolchain = (): Toolchain => new Toolchain(promises, process.env['PATH'] ?? '', process.execPath);

/** Runs a Node.js script in the real sandbox, in a copy of a project that holds `files`. */
export async function inSandbox(
  script: string,
  limits: Limits = {},
  files: Files = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<ProcessResult> {
  await using project = await buildProject({ ...files, 'script.mjs': script });
  const [processes, toolchain] = [realRunner(), realToolchain()];
  const probe = await findSandbox({ fs: promises, processes, toolchain }, patiently());
  if (!probe.works) throw new TypeError(probe.reason);
  const walk = await walkProject(promises, project.dir, [], signal);
  const scratch = await openScratch({
    fs: promises,
    parentDir: tmpdir(),
    projectDir: project.dir,
    walk,
    overlay: new Map(),
    mounts: [],
    mountable: true,
    signal,
  });
  try {
    const node = await toolchain.find('node', project.dir);
    const room = { ...scratch.room, mounts: [...(node?.mounts ?? []), ...scratch.room.mounts], network: false };
    const env = environment({ inside: probe.sandbox.inside(room), programFolders: [], extra: [] });
    const command = await probe.sandbox.enter({ file: node?.file ?? '', args: ['script.mjs'], dir: '', env }, room, fullLimits(limits));
    return await processes.run(command, fullLimits(limits), patiently(signal));
  } finally {
    await scratch.close();
  }
}
