import type { CallContext } from '@artemis/core';
import { fullLimits, type ProjectWalk, type Sandbox, type Toolchain } from '@artemis/process';
import type { BuildOptions, BuildPorts } from '../build-options.ts';
import type { Gate } from '../detect/gate.ts';
import { toolRow } from '../detect/tool-table.ts';
import type { RunFacts } from '../gate/run-facts.ts';
import { GateRunner } from '../run/gate-runner.ts';
import { openScratch, type Overlay } from '../scratch/scratch.ts';

/** Folder each tool puts dependencies into; only those that keep them in the project can be fetched for a run. */
const folders: Readonly<Record<string, string>> = {
  npm: 'node_modules',
  pnpm: 'node_modules',
  yarn: 'node_modules',
  bun: 'node_modules',
  uv: '.venv',
  composer: 'vendor',
};

/** What {@link installDependencies} needs. */
export interface InstallRequest {
  readonly options: BuildOptions;
  readonly ports: BuildPorts;
  readonly toolchain: Toolchain;
  readonly sandbox: Sandbox;
  readonly userHome: string;
  readonly scratchParent: string;
  readonly projectDir: string;
  readonly walk: ProjectWalk;
  readonly gate: Gate;
  /** Texts in place of what the project holds: what the run has written must not decide what is fetched. */
  readonly overlay: Overlay;
  /** Where the dependencies are kept; it must not exist. */
  readonly keepAt: string;
}

/** What became of an installation. */
export interface Installed {
  /** Path the dependencies stand in for; `null` when there are none. */
  readonly path: string | null;
  /** Why not all of them could be had, for the reader. */
  readonly problem: string | null;
}

/**
 * Fetches the dependencies of a gate in a copy of the project, with the network but without any script of theirs unless that was
 * allowed. The project itself is not written.
 *
 * @returns What was fetched; `null` when there was nothing to fetch.
 */
export async function installDependencies(request: InstallRequest, call: CallContext): Promise<Installed | null> {
  const { options, ports, sandbox, walk, gate, overlay, projectDir, scratchParent, keepAt } = request;
  const [folder, row] = [folders[gate.tool], toolRow(gate.tool)];
  const words = options.install === 'with-scripts' ? row?.installWithScriptsArgs : row?.installArgs;
  const path = gate.dir === '' ? (folder ?? '') : `${gate.dir}/${folder}`;
  if (!folder || !row || !words || walk.dependencies.has(path)) return null;
  const install: Gate = { tool: gate.tool, dir: gate.dir, steps: [{ argv: [row.program, ...words], kind: 'build' }], doubts: [] };
  const scratch = await openScratch({
    fs: ports.fs,
    parentDir: scratchParent,
    projectDir,
    walk,
    overlay,
    mounts: [],
    mountable: sandbox.mounts,
    signal: call.signal,
  });
  try {
    const runner = new GateRunner({ ...request, ...ports, limits: fullLimits(options.limits), env: options.env ?? {} });
    const facts = await runner.run(install, { ...scratch.room, network: options.installHosts ?? true }, call);
    const kept = await ports.fs.rename(`${scratch.room.scratchDir}/${path}`, keepAt).then(
      () => path,
      () => null,
    );
    return { path: kept, problem: facts.exitCode === 0 ? null : problemOf(facts) };
  } finally {
    await scratch.close();
  }
}

function problemOf({ command, ending, exitCode, output }: RunFacts): string {
  const how = exitCode === null ? ending : `exit code ${exitCode}`;
  const lines = output.split('\n').filter((line) => /\berr(?:or)?\b|ERR_/i.test(line));
  return `Dependencies could not be installed: "${command}" ended with ${how}${lines[0] === undefined ? '' : `: ${lines[0].trim().slice(0, 300)}`}.`;
}
