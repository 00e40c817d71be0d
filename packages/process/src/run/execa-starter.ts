import type { Clock } from '@artemis/core';
import type { ProcessFileSystem } from '../disk/process-file-system.ts';
import { ProcessError } from '../process-error.ts';
import { CappedOutput } from './capped-output.ts';
import type { Command } from './command.ts';
import { isProgram } from './is-program.ts';
import { launch, type Child } from './launch.ts';
import type { SharedLimits } from './limits.ts';
import type { Ending } from './process-result.ts';
import type { ProcessExit, ProcessStarter, RunningProcess } from './running-process.ts';
import type { Tether } from './tether.ts';
import type { Cell, Warden } from './warden.ts';

const keepErrorBytes = 32 * 1024;
const defaultGraceMs = 2_000;

/** What an {@link ExecaStarter} works with. */
export interface ExecaStarterParts {
  readonly clock: Clock;
  readonly fs: ProcessFileSystem;
  readonly warden: Warden;
  readonly tether: Tether;
}

/** Starts real processes that stay: no shell, no inherited environment, within shared limits, ended with Artemis. */
export class ExecaStarter implements ProcessStarter {
  readonly #parts: ExecaStarterParts;

  constructor(parts: ExecaStarterParts) {
    this.#parts = parts;
  }

  async start(command: Command, limits: SharedLimits, signal: AbortSignal): Promise<RunningProcess> {
    signal.throwIfAborted();
    const { clock, fs, warden, tether } = this.#parts;
    if (!(await isProgram(fs, command.file))) throw notStarted(command, 'it is no program that may be run');
    const tied = await tether.tie(command);
    const cell = await warden.admit(tied.command, limits);
    if (signal.aborted) await cell.close();
    signal.throwIfAborted();
    const { child } = await launch(cell.command, { stdin: 'pipe', waits: tied.waits });
    const { pid, stdin } = child;
    if (pid === undefined || stdin === null) {
      await cell.close();
      throw notStarted(command, (await child).code ?? 'no reason given');
    }
    return new Running({ child, pid, stdin, cell, clock, signal });
  }
}

const notStarted = ({ file }: Command, reason: string): ProcessError =>
  new ProcessError('ARTEMIS_E_PROCESS_START', `${file} could not be started: ${reason}.`);

interface RunningParts {
  readonly child: Child;
  readonly pid: number;
  readonly stdin: RunningProcess['stdin'];
  readonly cell: Cell;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

class Running implements RunningProcess {
  readonly pid: number;
  readonly stdin: RunningProcess['stdin'];
  readonly stdout: RunningProcess['stdout'];
  readonly exited: Promise<ProcessExit>;
  readonly #child: Child;
  readonly #clock: Clock;
  readonly #errors = new CappedOutput(keepErrorBytes);
  #ending: Ending | null = null;

  constructor({ child, pid, stdin, cell, clock, signal }: RunningParts) {
    this.pid = pid;
    this.stdin = stdin;
    this.stdout = child.stdout;
    this.#child = child;
    this.#clock = clock;
    child.stderr.on('data', (chunk: Buffer) => this.#errors.add(chunk));
    // A pipe that breaks says no more than the end of the process, which is told by `exited`.
    for (const stream of [stdin, child.stdout, child.stderr]) stream.on('error', () => {});
    cell.watch(pid, (ending) => this.#end(ending));
    this.exited = this.#untilGone(cell, signal);
  }

  stderr(): string {
    return this.#errors.toString();
  }

  async stop(graceMs: number = defaultGraceMs): Promise<void> {
    this.stdin.end();
    const timer = this.#clock.after(graceMs, () => this.#end('signalled'));
    await this.exited;
    timer.cancel();
  }

  #end(ending: Ending): void {
    this.#ending ??= ending;
    this.#child.kill('SIGKILL');
  }

  async #untilGone(cell: Cell, signal: AbortSignal): Promise<ProcessExit> {
    const abort = (): void => this.#end('signalled');
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    const exitCode = await new Promise<number | null>((resolve) => void this.#child.nodeChildProcess.once('exit', resolve));
    signal.removeEventListener('abort', abort);
    // Without a namespace, those of its group outlive it.
    this.#child.kill('SIGKILL');
    const hit = await cell.close();
    const natural: Ending = exitCode === null ? 'signalled' : 'exited';
    return { ending: this.#ending ?? (hit !== null && exitCode !== 0 ? hit : natural), exitCode };
  }
}
