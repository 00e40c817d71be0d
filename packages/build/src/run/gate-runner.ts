import type { CallContext, Random } from '@artemis/core';
import type { FullLimits, InstalledTool, ProcessResult, ProcessRunner, Sandbox, Toolchain } from '@artemis/process';
import { BuildError } from '../build-error.ts';
import { commandLine, type Gate, type GateStep } from '../detect/gate.ts';
import { toolRow } from '../detect/tool-table.ts';
import type { RunFacts } from '../gate/run-facts.ts';
import { trimOutput } from '../gate/trim-output.ts';
import { readReport } from '../results/read-report.ts';
import { reportTable } from '../results/report-table.ts';
import type { TestRecord } from '../results/test-record.ts';
import type { BuildFileSystem } from '../scratch/build-file-system.ts';
import { dependencyCaches } from './dependency-caches.ts';
import { environment } from './environment.ts';
import { findProgram } from './find-program.ts';
import { insidePaths, roomOf, type GateRoom, type InsidePaths } from './gate-room.ts';

/** Standard output kept for reports that are written there, in bytes. */
const reportBytes = 16 * 1024 ** 2;

/** What a {@link GateRunner} works with. */
export interface GateRunnerParts {
  readonly fs: BuildFileSystem;
  readonly processes: ProcessRunner;
  readonly random: Random;
  readonly sandbox: Sandbox;
  readonly toolchain: Toolchain;
  readonly limits: FullLimits;
  /** The user's own home folder, where tools keep the dependencies they have fetched. */
  readonly userHome: string;
  /** Further variables for every gate. */
  readonly env: Readonly<Record<string, string>>;
}

interface StepEnd {
  readonly result: ProcessResult;
  readonly tests: readonly TestRecord[] | null;
}

/** Runs a gate in a room, one program after the other, until one says no. */
export class GateRunner {
  readonly #parts: GateRunnerParts;

  constructor(parts: GateRunnerParts) {
    this.#parts = parts;
  }

  /**
   * @param files - Test files to run, relative to the folder of the gate; all where it is left out or the runner cannot be told.
   * @throws BuildError `ARTEMIS_E_BUILD_TOOL_MISSING` when a program of the gate is not installed.
   */
  async run(gate: Gate, room: GateRoom, call: CallContext, files?: readonly string[]): Promise<RunFacts> {
    requireVersion(gate);
    const ends: StepEnd[] = [];
    for (const step of gate.steps) {
      const end = await this.#step(gate, step, room, call, files);
      ends.push(end);
      if (end.result.ending !== 'exited' || end.result.exitCode !== 0) return factsOf(gate, ends, step);
    }
    return factsOf(gate, ends, undefined);
  }

  async #step(gate: Gate, step: GateStep, room: GateRoom, call: CallContext, files: readonly string[] | undefined): Promise<StepEnd> {
    const { fs, processes, random, sandbox, limits } = this.#parts;
    const inside = insidePaths(sandbox, room);
    const row = step.runner ? reportTable[step.runner] : undefined;
    const reportName = `report-${random.id(20)}`;
    const place = { report: `${inside.reportDir}/${reportName}`, support: inside.supportDir };
    const chosen = row?.only && files ? row.only(step.argv, files) : step.argv;
    const argv = row ? row.argv(chosen, place.report, place.support) : chosen;
    const hostFolder = gate.dir === '' ? room.scratchDir : `${room.scratchDir}/${gate.dir}`;
    const report = row && { row, file: `${room.reportDir}/${reportName}`, hostFolder, insideRoot: inside.projectDir, dir: gate.dir };
    if (report) await readReport.clear(fs, report);
    const command = await this.#command(gate, step, argv, room, inside, row?.env?.(place.report) ?? {});
    const result = await processes.run(command, limits, call, row?.place.kind === 'stdout' ? reportBytes : undefined);
    if (result.ending === 'not-started')
      throw new BuildError('ARTEMIS_E_BUILD_BROKEN_BEFORE', `"${argv.join(' ')}" could not be started: ${result.output}`);
    return { result, tests: report ? await readReport.read(fs, report, result) : null };
  }

  async #command(
    gate: Gate,
    step: GateStep,
    [program = '', ...args]: readonly string[],
    room: GateRoom,
    inside: InsidePaths,
    reportEnv: Readonly<Record<string, string>>,
  ) {
    const { fs, sandbox, toolchain, limits, env, userHome } = this.#parts;
    const { file, tools } = await findProgram({ fs, toolchain, room, inside, dir: gate.dir, program });
    if (file === null) throw missingTool(gate, program);
    const folders = tools.map((tool) => tool.file.slice(0, tool.file.lastIndexOf('/')));
    const caches = await dependencyCaches(fs, gate.tool, userHome);
    const extra = [...tools.map((tool: InstalledTool) => tool.env), caches.env, env, step.env ?? {}, reportEnv];
    const mounts = [...tools.flatMap((tool) => tool.mounts), ...caches.mounts, ...room.mounts];
    return sandbox.enter(
      { file, args, dir: gate.dir, env: environment({ inside, programFolders: folders, extra }) },
      roomOf({ ...room, mounts }),
      limits,
    );
  }
}

/** Only a version that is too old stops a gate: a newer one usually works, and the tests say whether it does. */
function requireVersion({ tool, needsVersion }: Gate): void {
  const found = process.versions.node;
  if (needsVersion === undefined || Number(needsVersion) <= Number(found.split('.')[0])) return;
  throw new BuildError('ARTEMIS_E_BUILD_TOOL_VERSION', `The project (${tool}) needs Node.js ${needsVersion} or newer; found ${found}.`, {
    facts: { needed: needsVersion, found },
  });
}

function missingTool(gate: Gate, program: string): BuildError {
  const row = toolRow(gate.tool);
  const local = program.startsWith('bin:');
  const name = program.replace(/^bin:/, '');
  return new BuildError(
    'ARTEMIS_E_BUILD_TOOL_MISSING',
    local ? `"${name}" is not among the installed dependencies of the project.` : `"${name}" is not installed.`,
    {
      hint: local ? 'Install the dependencies of the project, or allow the run to install them.' : (row?.install ?? `Install "${name}".`),
      facts: { tool: gate.tool, program: name },
    },
  );
}

function factsOf(gate: Gate, ends: readonly StepEnd[], stopped: GateStep | undefined): RunFacts {
  const readable = gate.steps.filter(({ runner }) => runner !== undefined);
  const reports = ends.filter((_, index) => gate.steps[index]?.runner !== undefined);
  const last = ends.at(-1)?.result;
  const brokenBuild = stopped?.kind === 'build';
  return {
    command: commandLine(gate),
    ending: last?.ending ?? 'not-started',
    exitCode: last?.exitCode ?? null,
    brokenBuild,
    tests: reports.flatMap(({ tests }) => tests ?? []),
    report: readable.length === 0 ? 'none' : reports.some(({ tests }) => tests === null) ? 'unreadable' : 'read',
    output: trimOutput(ends.map(({ result }) => result.output).join('')),
    durationMs: ends.reduce((sum, { result }) => sum + result.durationMs, 0),
  };
}
