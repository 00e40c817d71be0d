import { toWire, type RunResult, type StoredRun } from '@artemis/core';
import { statusOf } from '../../runs/stored-runs.ts';
import type { Ticket } from './task-desk.ts';

/** What another agent is told of a run that goes on. */
export const runningDocument = ({ runId, order, startedAt, last }: Ticket): object => ({
  state: 'running',
  run_id: runId,
  task: order.text,
  project_dir: order.projectDir,
  started_at: startedAt,
  last_event: last?.type ?? null,
  next: 'Ask for its status until its state is "ended".',
});

/** What another agent is told of how a run ended: what was done, whether a gate has shown that it works, and what was missing. */
export const endedDocument = (result: RunResult): object => ({
  state: 'ended',
  run_id: result.runId,
  status: result.status,
  verified: result.verified,
  exit_code: result.exitCode,
  approach: result.approach,
  files: result.files.map(({ path, change }) => ({ path, change })),
  gate: result.build ? { status: result.build.status, summary: result.build.summary } : null,
  degraded: toWire(result.degraded),
  warnings: result.warnings,
  cost: toWire(result.cost),
  duration_ms: result.durationMs,
  error: result.error ?? null,
});

/** What another agent is told of a run on record. */
export function storedDocument(run: StoredRun): object {
  if (run.result) return { ...endedDocument(run.result), task: run.task?.text ?? null, started_at: run.startedAt };
  return { state: statusOf(run), run_id: run.runId, task: run.task?.text ?? null, started_at: run.startedAt, problem: run.problem };
}
