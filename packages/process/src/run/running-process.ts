import type { Readable, Writable } from 'node:stream';
import type { SharedLimits } from './limits.ts';
import type { Command } from './command.ts';
import type { ProcessResult } from './process-result.ts';

/** How a process ended. */
export type ProcessExit = Pick<ProcessResult, 'ending' | 'exitCode'>;

/** A process that stays, such as a server that is spoken to over its standard streams. */
export interface RunningProcess {
  /** Id of the process that was started; with a sandbox or a tether around it, theirs. */
  readonly pid: number;
  readonly stdin: Writable;
  /** Has to be read: a process whose output nobody takes stands still. */
  readonly stdout: Readable;
  /** What it has written to standard error so far: the first and the last 32 KiB. */
  stderr(): string;
  /** Resolves when it has ended and nothing of it is left. Never rejects. */
  readonly exited: Promise<ProcessExit>;
  /**
   * Closes standard input, waits for the process to end by itself, and then ends it with all it has started. Resolves when it is
   * gone; never rejects, and calling it twice does nothing more.
   *
   * @param graceMs - How long it may take to end by itself, in milliseconds. Default: 2 000.
   */
  stop(graceMs?: number): Promise<void>;
}

/** Starts processes that stay: injected, so that a test owns what they say. */
export interface ProcessStarter {
  /**
   * Starts a command with both standard streams as pipes.
   *
   * @param signal - Ends the process at once when it is aborted, at any time.
   * @throws ProcessError `ARTEMIS_E_PROCESS_START` when the program cannot be run; the reason of `signal` when that is aborted already.
   */
  start(command: Command, limits: SharedLimits, signal: AbortSignal): Promise<RunningProcess>;
}
