import type { CallContext, Clock } from '@artemis/core';
import type { ResultPromise } from 'execa';
import { CappedOutput } from './capped-output.ts';
import type { Command } from './command.ts';
import type { FullLimits } from './limits.ts';
import type { Ending, ProcessResult } from './process-result.ts';
import type { ProcessRunner } from './process-runner.ts';
import type { Warden } from './warden.ts';

const mebibyte = 1024 ** 2;

/** Time a stream may stay open after its process has ended, in milliseconds: a daemon may have inherited it. */
const drainMs = 500;

const execaOptions = (command: Command) =>
  ({
    cwd: command.cwd,
    env: command.env,
    extendEnv: false,
    stdin: 'ignore',
    buffer: false,
    encoding: 'buffer',
    reject: false,
    cleanup: true,
    killDescendants: true,
    killSignal: 'SIGKILL',
    windowsHide: true,
  }) as const;

type Child = ResultPromise<ReturnType<typeof execaOptions>>;

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

/** Runs real processes: no shell, no standard input, no inherited environment, output capped, descendants ended with it. */
export class ExecaRunner implements ProcessRunner {
  readonly #clock: Clock;
  readonly #warden: Warden;

  constructor(clock: Clock, warden: Warden) {
    this.#clock = clock;
    this.#warden = warden;
  }

  async run(command: Command, limits: FullLimits, call: CallContext, keepBytes: number = mebibyte): Promise<ProcessResult> {
    call.signal.throwIfAborted();
    const { execa } = await import('execa');
    const startMs = this.#clock.nowMs();
    const child = execa(command.file, [...command.args], execaOptions(command));
    const watch = new Watch(child, keepBytes, limits.outputBytes);
    const wallMs = Math.min(limits.wallMs, call.remainingMs());
    const timer = Number.isFinite(wallMs) ? this.#clock.after(wallMs, () => watch.end('time-limit')) : null;
    const abort = (): void => watch.end('signalled');
    call.signal.addEventListener('abort', abort, { once: true });
    const guard = this.#warden.guard(child.pid, limits, (ending) => watch.end(ending));
    const undrain = this.#drainAfterExit(child);
    try {
      const { exitCode, signal, code } = await child;
      call.signal.throwIfAborted();
      const ending = watch.ending ?? endingOf(exitCode, signal);
      const output = code === undefined || ending !== 'not-started' ? watch.output.toString() : `Could not start ${command.file}: ${code}`;
      return {
        ending,
        exitCode: exitCode ?? null,
        stdout: watch.stdout.toString(),
        output,
        cut: watch.stdout.cut,
        durationMs: this.#clock.nowMs() - startMs,
      };
    } finally {
      undrain();
      timer?.cancel();
      call.signal.removeEventListener('abort', abort);
      guard.release();
    }
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

const endingOf = (exitCode: number | undefined, signal: string | undefined): Ending =>
  exitCode !== undefined ? 'exited' : signal !== undefined ? 'signalled' : 'not-started';
