import { ArtemisError } from '../errors/artemis-error.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import { exitCodeOf } from '../errors/exit-code-of.ts';
import { exitCodes, type ExitCode } from '../errors/exit-codes.ts';
import { isInstance } from '../errors/is-instance.ts';
import type { ChangedFile, RunFailure, RunResult, RunStatus } from '../task/run-result.ts';
import { changedFile } from './changed-file.ts';
import { gateVerdict } from './gate-verdict.ts';
import { lockedOut } from './lock-tests.ts';
import { missingApproval } from './missing-approval.ts';
import { missingParts } from './missing-parts.ts';
import type { Run } from './run.ts';
import type { Work } from './run-task.ts';

const unkept = {
  component: 'state',
  from: 'journal',
  fallback: 'memory',
  reason: 'The record of this run was removed during the run: it cannot be resumed, explained or undone.',
  code: 'ARTEMIS_E_STATE',
};

/** Makes the result of a run from what it did, or from why it could not, and says it as the last event. */
export async function concludeRun(run: Run, work: Work, error?: unknown): Promise<RunResult> {
  const files = await changedFiles(run);
  const failed = error !== undefined;
  const flushed = await run.journal.sync().then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (!(await run.journal.isInPlace())) run.degrade(unkept);
  const verdict = gateVerdict(work.build, files.length);
  // What a gate has refused is not accepted anyway, and for a better reason.
  const failure = failed
    ? error
    : (flushed ??
      lockedOut(work.lockedOut, verdict) ??
      (verdict === 'failed' ? undefined : (missingParts(work.missing) ?? missingApproval(run.task, work.review))));
  const ending = failure === undefined ? endOf(verdict) : endOfFailure(run, failure);
  const result: RunResult = {
    runId: run.runId,
    status: ending.status,
    verified: ending.status === 'succeeded',
    exitCode: ending.exitCode,
    approach: work.approach,
    files,
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

/** What the run has changed, compared with before it; what its events say, where that can no longer be compared. */
async function changedFiles(run: Run): Promise<readonly ChangedFile[]> {
  try {
    return (await run.workspace.changes()).map(changedFile);
  } catch (error) {
    run.warn(`What this run changed cannot be read back; its files are listed as they were last written: ${describeFailure(error)}`);
    return run.ledger.files;
  }
}

interface Ending {
  readonly status: RunStatus;
  readonly exitCode: ExitCode;
  readonly error?: RunFailure;
}

const endOf = (status: RunStatus): Ending => ({ status, exitCode: status === 'failed' ? exitCodes.notAccepted : exitCodes.done });

function endOfFailure(run: Run, failure: unknown): Ending {
  if (run.cancelled)
    return {
      status: 'cancelled',
      exitCode: exitCodes.interrupted,
      error: isInstance(failure, ArtemisError) ? failureOf(failure) : stopped(failure),
    };
  const error = failureOf(failure);
  const exitCode = exitCodeOf(failure);
  return { status: statusOf(exitCode), exitCode, error };
}

/** Whoever cancels may give any reason: it is theirs, and no fault of Artemis. */
const stopped = (reason: unknown): RunFailure => ({
  code: 'ARTEMIS_E_CANCELLED',
  message: `The run was stopped: ${describeFailure(reason)}`,
  hint: 'Everything is saved; go on with: artemis resume',
});

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
