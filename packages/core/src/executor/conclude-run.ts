import { ArtemisError } from '../errors/artemis-error.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import { exitCodeOf } from '../errors/exit-code-of.ts';
import { exitCodes, type ExitCode } from '../errors/exit-codes.ts';
import { isInstance } from '../errors/is-instance.ts';
import type { RunFailure, RunResult, RunStatus } from '../task/run-result.ts';
import { changedFile } from './changed-file.ts';
import { gateVerdict } from './gate-verdict.ts';
import type { Run } from './run.ts';
import type { Work } from './run-task.ts';

/** Makes the result of a run from what it did, or from why it could not, and says it as the last event. */
export async function concludeRun(run: Run, work: Work, error?: unknown): Promise<RunResult> {
  const changes = await run.workspace.changes().catch((reason: unknown) => {
    run.warn(`What this run changed cannot be read, so its files are not listed: ${describeFailure(reason)}`);
    return [];
  });
  const failed = error !== undefined;
  const flushed = await run.journal.sync().then(
    () => undefined,
    (failure: unknown) => failure,
  );
  const failure = failed ? error : flushed;
  const ending = failure === undefined ? endOf(gateVerdict(work.build, changes.length)) : endOfFailure(run, failure);
  const result: RunResult = {
    runId: run.runId,
    status: ending.status,
    verified: ending.status === 'succeeded',
    exitCode: ending.exitCode,
    approach: work.approach,
    files: changes.map(changedFile),
    ...(work.plan && { plan: work.plan }),
    ...(work.build && { build: work.build }),
    ...(work.review && { review: work.review }),
    served: run.ledger.served,
    degraded: run.ledger.degraded,
    warnings: run.ledger.warnings,
    cost: run.ledger.cost,
    durationMs: Math.round(run.clock.nowMs() - run.startMs),
    ...(ending.error && { error: ending.error }),
  };
  run.emit({ type: ending.error ? 'run.failed' : 'run.completed', result });
  return result;
}

interface Ending {
  readonly status: RunStatus;
  readonly exitCode: ExitCode;
  readonly error?: RunFailure;
}

const endOf = (status: RunStatus): Ending => ({ status, exitCode: status === 'failed' ? exitCodes.notAccepted : exitCodes.done });

function endOfFailure(run: Run, failure: unknown): Ending {
  const error = failureOf(failure);
  if (run.cancelled) return { status: 'cancelled', exitCode: exitCodes.interrupted, error };
  const exitCode = exitCodeOf(failure);
  return { status: statusOf(exitCode), exitCode, error };
}

function failureOf(failure: unknown): RunFailure {
  if (isInstance(failure, ArtemisError)) return { code: failure.code, message: failure.message, hint: failure.hint };
  return {
    code: 'ARTEMIS_E_INTERNAL',
    message: describeFailure(failure),
    hint: 'This is a bug in Artemis. Run again with -v and report it.',
  };
}

function statusOf(exitCode: ExitCode): RunStatus {
  if (exitCode === exitCodes.resumable) return 'deferred';
  return exitCode === exitCodes.refused ? 'refused' : 'failed';
}
