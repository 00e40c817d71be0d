import { ArtemisError, describeFailure, exitCodes, type ExecuteOptions, type RunResult, type StampedEvent } from '@artemis/core';
import { exitCodeFor } from '../exit-code-for.ts';
import type { Invocation } from '../invocation.ts';
import { endNow, setLastWords } from '../process/last-words.ts';
import { listenForSignals } from '../process/signals.ts';
import { renderFailure, type Failure } from '../render/render-failure.ts';
import { renderStack } from '../render/render-stack.ts';
import { warning } from '../terminal/line.ts';
import { RunReporter } from './run-reporter.ts';

/** A run that is about to begin. */
export interface WatchedRun {
  /** Prepares the run and begins it, or goes on with one. What it throws is why the run could not begin. */
  begin(options: ExecuteOptions, reporter: RunReporter): Promise<RunResult>;
  /** Told every event after it was shown. */
  afterEvent?(event: StampedEvent): void;
}

/** How a watched run ended. */
export interface RunEnd {
  readonly exitCode: number;
  /** `null` when the run could not begin. */
  readonly result: RunResult | null;
}

/** Shows a run from its first to its last event, and lets signals stop it. Whatever happens, JSON Lines get their last line. */
export async function watchRun(invocation: Invocation, run: WatchedRun): Promise<RunEnd> {
  const { terminal, command, options } = invocation;
  const reporter = new RunReporter(invocation);
  setLastWords((error, exitCode) => reporter.lastLine(failureOf(error), exitCode));
  const interruption = listenForSignals(
    () => reporter.say([warning('Stopping and saving; press Ctrl-C again to stop at once.')]),
    (exitCode, error) => endNow(error, exitCode),
  );
  const onEvent = (event: StampedEvent): void => {
    reporter.show(event, interruption.exitCode());
    run.afterEvent?.(event);
  };
  try {
    const result = await run.begin({ signal: interruption.signal, onEvent }, reporter);
    await reporter.summarize(result);
    const asked = result.status === 'cancelled' ? interruption.exitCode() : null;
    return { exitCode: asked ?? result.exitCode, result };
  } catch (error) {
    const exitCode = interruption.exitCode() ?? exitCodeFor(error);
    const failure = failureOf(error);
    reporter.close();
    terminal.err.print(...renderFailure(failure, command), ...(options.verbose ? renderStack(error) : []));
    terminal.out.write(reporter.lastLine(failure, exitCode));
    return { exitCode, result: null };
  } finally {
    reporter.close();
    interruption.end();
    setLastWords(null);
  }
}

/** Exit code of a finished run: with `--strict` a run that was degraded or could not be verified is not good enough. */
export function strictExitCode({ exitCode, result }: RunEnd, strict: boolean): number {
  const imperfect = result !== null && (!result.verified || result.degraded.length > 0);
  return strict && exitCode === exitCodes.done && imperfect ? exitCodes.strict : exitCode;
}

function failureOf(error: unknown): Failure {
  if (error instanceof ArtemisError) return { code: error.code, message: error.message, hint: error.hint };
  return {
    code: 'ARTEMIS_E_INTERNAL',
    message: describeFailure(error),
    hint: 'This is a bug in Artemis. Run again with -v and report what it prints.',
  };
}
