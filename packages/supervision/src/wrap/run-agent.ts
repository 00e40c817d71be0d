import { DeadlineExceededError, sanitizeLine, withDeadline, type CallContext, type Clock } from '@artemis/core';
import type { Command, ProcessExit, ProcessStarter, RunningProcess, SharedLimits } from '@artemis/process';
import { SupervisionError } from '../supervision-error.ts';

/** A command to be run, and what it may use. */
export interface AgentRun {
  readonly clock: Clock;
  readonly starter: ProcessStarter;
  readonly command: Command;
  /** What it is told on its standard input; empty for nothing. */
  readonly input: string;
  readonly limits: SharedLimits;
  readonly timeoutMs: number;
  readonly outputBytes: number;
}

/** How a command ended, for the record: never taken for how well it did its work. */
export interface AgentEnd {
  readonly ending: ProcessExit['ending'];
  readonly exitCode: number | null;
  /** Its last words. */
  readonly said: string;
}

const keptChars = 4_000;

/**
 * Runs the command of another agent to its end, or to the end of its time or output. All it has started ends with it.
 *
 * @throws The reason of an abort; ProcessError `ARTEMIS_E_PROCESS_START` when it cannot be started.
 */
export async function runAgent(run: AgentRun, call: CallContext): Promise<AgentEnd> {
  const { clock, starter, command, limits, timeoutMs } = run;
  const stop = new AbortController();
  const own: CallContext = { signal: AbortSignal.any([call.signal, stop.signal]), remainingMs: () => call.remainingMs() };
  const running = await starter.start(command, limits, own.signal);
  const talk = talkWith(running, run);
  try {
    const exit = await withDeadline(() => running.exited, { clock, label: 'wrapped command', timeoutMs, call });
    return endOf(talk.isTooMuch() ? { ending: 'output-limit', exitCode: null } : exit, talk.said(), running);
  } catch (error) {
    call.signal.throwIfAborted();
    if (!(error instanceof DeadlineExceededError)) throw error;
    stop.abort();
    await running.exited;
    return endOf({ ending: 'time-limit', exitCode: null }, talk.said(), running);
  } finally {
    stop.abort();
    await running.exited;
  }
}

interface Talk {
  said(): string;
  isTooMuch(): boolean;
}

/** Tells it what to do, and reads what it says: a command that nobody reads stands still. */
function talkWith(running: RunningProcess, { input, outputBytes }: AgentRun): Talk {
  let [bytes, tail] = [0, ''];
  running.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    tail = `${tail}${chunk.toString('latin1')}`.slice(-keptChars);
    if (bytes > outputBytes) void running.stop(0);
  });
  running.stdin.end(input);
  return { said: () => Buffer.from(tail, 'latin1').toString('utf8'), isTooMuch: () => bytes > outputBytes };
}

const endOf = ({ ending, exitCode }: ProcessExit, said: string, running: RunningProcess): AgentEnd => ({
  ending,
  exitCode,
  said: sanitizeLine((running.stderr().trim() || said.trim()).slice(-500)),
});

/** Why a command counts as failed that has changed nothing. */
export function changedNothing({ ending, exitCode, said }: AgentEnd, timeoutMs: number): SupervisionError {
  const how = {
    exited: `It ended with ${exitCode}`,
    signalled: 'A signal ended it',
    'not-started': 'It could not be started',
    'time-limit': `It was ended after ${Math.round(timeoutMs / 1000)} s`,
    'output-limit': 'It was ended because it said too much',
    'memory-limit': 'It was ended because it used too much memory',
    'process-limit': 'It was ended because it started too many processes',
    'disk-limit': 'It was ended because it wrote too much',
  }[ending];
  return new SupervisionError('ARTEMIS_E_WRAPPED', `The command changed nothing. ${how}.${said === '' ? '' : ` It said last: ${said}`}`, {
    facts: { ending, exitCode },
  });
}
