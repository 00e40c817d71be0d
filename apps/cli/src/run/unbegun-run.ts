import type { RunFailure, RunResult, RunStatus } from '@artemis/core';

/** Result of a run that could not begin, or was ended before it could say how it ended. */
export function unbegunResult(error: RunFailure, exitCode: number, runId = '', status: RunStatus = 'failed'): RunResult {
  return {
    runId,
    status,
    verified: false,
    exitCode,
    approach: '',
    files: [],
    served: [],
    degraded: [],
    warnings: [],
    cost: { calls: 0, inputTokens: 0, outputTokens: 0, usd: 0 },
    durationMs: 0,
    error,
  };
}

/** The `run.failed` line of such a run. It loads nothing: what stopped the run may be that something cannot be loaded. */
export function unbegunRun(
  error: RunFailure,
  exitCode: number,
  { seq = 0, runId = '', status = 'failed' }: { readonly seq?: number; readonly runId?: string; readonly status?: RunStatus } = {},
): string {
  const { runId: run_id, exitCode: exit_code, durationMs: duration_ms, cost, ...rest } = unbegunResult(error, exitCode, runId, status);
  const { inputTokens: input_tokens, outputTokens: output_tokens, ...spent } = cost;
  const result = { run_id, exit_code, duration_ms, cost: { ...spent, input_tokens, output_tokens }, ...rest };
  return JSON.stringify({ v: 1, seq: seq + 1, ts: new Date().toISOString(), run_id, type: 'run.failed', result });
}
