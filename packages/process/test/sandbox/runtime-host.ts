import * as fs from 'node:fs/promises';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findSandbox, fullLimits, openRoom, plainEnvironment, systemProcesses, type Network, type ProcessResult } from '@artemis/process';
import { findSandboxRuntime } from '../../src/sandbox/find-sandbox-runtime.ts';
import { asOrdinaryUser } from '@artemis/tooling-testkit';
import { patiently } from '../room.ts';

/** A script of the shell, and the room it runs in. */
export interface RuntimeScene {
  readonly script: string;
  readonly network: Network;
  readonly words?: readonly string[];
  /** Programs that lie in the project and only say that they were started. */
  readonly decoys?: readonly string[];
}

/** What became of it. */
export interface RuntimeOutcome extends ProcessResult {
  /** Files in the folder of the work afterwards. */
  readonly files: readonly string[];
}

/** Plays scenes in the sandbox of `@anthropic-ai/sandbox-runtime`, in a process of an ordinary user. */
export async function playInRuntime(...scenes: readonly RuntimeScene[]): Promise<readonly RuntimeOutcome[]> {
  const printed = await asOrdinaryUser(import.meta.filename, JSON.stringify(scenes));
  return JSON.parse(/^played (.*)$/m.exec(printed)?.[1] ?? '') as RuntimeOutcome[];
}

async function play({ script, network, words = [], decoys = [] }: RuntimeScene): Promise<RuntimeOutcome> {
  const search = { fs, ...systemProcesses() };
  const probe =
    typeof network === 'boolean' ? await findSandboxRuntime(search, null, patiently()) : await findSandbox(search, patiently(), network);
  if (!probe.works) throw new TypeError(probe.reason);
  const workDir = await mkdtemp(join(tmpdir(), 'work-'));
  await fs.mkdir(join(workDir, 'bin'));
  for (const decoy of decoys)
    await fs.writeFile(join(workDir, 'bin', decoy), `#!/bin/sh\necho caught > ${workDir}/caught\n`, { mode: 0o755 });
  const { room, close } = await openRoom({ fs, workDir, network, parentDir: tmpdir() });
  try {
    const env = { ...plainEnvironment(probe.sandbox.inside(room, room.homeDir), [`${workDir}/bin`]), KEY: 'a "value"\n$(id)' };
    const command = await probe.sandbox.enter({ file: '/bin/sh', args: ['-c', script, 'sh', ...words], dir: '', env }, room, fullLimits());
    const result = await search.processes.run(command, fullLimits({ wallMs: 30_000 }), patiently());
    return { ...result, files: await readdir(workDir) };
  } finally {
    await close();
    await rm(workDir, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const outcomes: RuntimeOutcome[] = [];
  for (const scene of JSON.parse(process.argv[2] ?? '[]') as RuntimeScene[]) outcomes.push(await play(scene));
  console.log(`played ${JSON.stringify(outcomes)}`);
}
