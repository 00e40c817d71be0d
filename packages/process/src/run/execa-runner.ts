import type { CallContext, Clock } from '@artemis/core';
import type { ProcessFileSystem } from '../disk/process-file-system.ts';
import { CappedOutput } from './capped-output.ts';
import type { Command } from './command.ts';
import { isProgram } from './is-program.ts';
import { launch, type Child } from './launch.ts';
import type { FullLimits } from './limits.ts';
import type { Ending, ProcessResult } from './process-result.ts';
import type { ProcessRunner } from './process-runner.ts';
import type { Tether } from './tether.ts';
import type { Warden } from './warden.ts';

const mebibyte = 1024 ** 2;

/** Time a stream may stay open after its process has ended, in milliseconds: a daemon may have inherited it. */
const drainMs = 500;

/** One running process: what it says, and why it was ended. */
class Watch {
  readonly stdout: CappedOutput;
  readonly output = new CappedOutput(mebibyte);
  readonly #child: Child;
  ending: Ending | null = null;

  constructor(child: Child, keepBytes: number, outputBytes: number) {
    this.#child = child;
    this.stdout = new CappedOutput(keepBytes);
    const listen = (stream: NodeJS.ReadableStream | null, own?: CappedOutput): void => {
      stream?.on('data', (chunk: Buffer) => {
        own?.add(chunk);
        this.output.add(chunk);
        if (this.output.totalBytes > outputBytes) this.end('output-limit');
      });
      stream?.on('error', () => {});
    };
    listen(child.stdout, this.stdout);
    listen(child.stderr);
  }

  end(ending: Ending): void {
    this.ending ??= ending;
    this.#child.kill('SIGKILL');
  }
}

/** What an {@link ExecaRunner} works with. */
export interface ExecaRunnerParts {
  readonly clock: Clock;
  readonly fs: ProcessFileSystem;
  readonly warden: Warden;
  readonly tether: Tether;
}

/** Runs real processes: no shell, no standard input, no inherited environment, output capped, descendants ended with it. */
export class ExecaRunner implements ProcessRunner {
  readonly #clock: Clock;
  readonly #parts: ExecaRunnerParts;

  constructor(parts: ExecaRunnerParts) {
    this.#clock = parts.clock;
    this.#parts = parts;
  }

  async run(command: Command, limits: FullLimits, call: CallContext, keepBytes: number = mebibyte): Promise<ProcessResult> {
    call.signal.throwIfAborted();
    const { fs, warden, tether } = this.#parts;
    if (!(await isProgram(fs, command.file))) return notStarted(command);
    const tied = await tether.tie(command);
    const cell = await warden.admit(tied.command, limits);
    const startMs = this.#clock.nowMs();
    const { child } = await launch(cell.command, { stdin: 'ignore', waits: tied.waits });
    const watch = new Watch(child, keepBytes, limits.outputBytes);
    const release = this.#limit(watch, limits, call);
    if (child.pid !== undefined) cell.watch(child.pid, (ending) => watch.end(ending));
    const undrain = this.#drainAfterExit(child);
    let hit: Ending | null = null;
    try {
      const result = await child;
      hit = await cell.close();
      call.signal.throwIfAborted();
      return { ...endOf(result, watch, hit), ...textOf(watch, result, command), durationMs: this.#clock.nowMs() - startMs };
    } finally {
      undrain();
      release();
      await cell.close();
    }
  }

  /** Ends the process when its time is up or the call is aborted. */
  #limit(watch: Watch, limits: FullLimits, call: CallContext): () => void {
    const wallMs = Math.min(limits.wallMs, call.remainingMs());
    const timer = this.#clock.after(wallMs, () => watch.end('time-limit'));
    const abort = (): void => watch.end('signalled');
    call.signal.addEventListener('abort', abort, { once: true });
    if (call.signal.aborted) abort();
    return () => {
      timer.cancel();
      call.signal.removeEventListener('abort', abort);
    };
  }

  /** A daemon that inherited the streams would keep them open for ever: they are closed soon after the process has ended. */
  #drainAfterExit(child: Child): () => void {
    let cancel = (): void => {};
    child.nodeChildProcess.once('exit', () => {
      const timer = this.#clock.after(drainMs, () => {
        child.stdout.destroy();
        child.stderr.destroy();
      });
      cancel = () => timer.cancel();
    });
    return () => cancel();
  }
}

const notStarted = ({ file }: Command): ProcessResult => ({
  ending: 'not-started',
  exitCode: null,
  stdout: '',
  output: `${file} could not be started: it is no program that may be run`,
  cut: false,
  durationMs: 0,
});

interface ExecaEnd {
  readonly exitCode?: number;
  readonly signal?: string;
  readonly code?: string;
}

/** A limit explains an end that was a failure; a command that ended well has kept within it, or caught the refusal. */
function endOf({ exitCode, signal }: ExecaEnd, watch: Watch, hit: Ending | null): Pick<ProcessResult, 'ending' | 'exitCode'> {
  const natural: Ending = exitCode !== undefined ? 'exited' : signal !== undefined ? 'signalled' : 'not-started';
  return { ending: watch.ending ?? (hit !== null && exitCode !== 0 ? hit : natural), exitCode: exitCode ?? null };
}

const textOf = (
  watch: Watch,
  { exitCode, signal, code }: ExecaEnd,
  command: Command,
): Pick<ProcessResult, 'stdout' | 'output' | 'cut'> => ({
  stdout: watch.stdout.toString(),
  output:
    exitCode === undefined && signal === undefined
      ? `${command.file} could not be started: ${code ?? 'no reason given'}`
      : watch.output.toString(),
  cut: watch.stdout.cut,
});
