import { RunBlockedError } from '../errors/run-blocked-error.ts';
import { AllFailedError } from '../resilience/all-failed-error.ts';
import type { CallContext } from '../resilience/call-context.ts';
import { CircuitOpenError } from '../resilience/circuit-open-error.ts';
import { retry } from '../resilience/retry.ts';
import type { Run } from './run.ts';

/** Time a question waits for a model to come back when none answers, in milliseconds. */
const defaultPatienceMs = 120_000;

/**
 * Asks the whole model list again while none of it answers and waiting may help: a provider that is away for a minute costs a
 * minute, not the run. The wait ends with the first circuit that lets a trial call through.
 */
export function waitForModels<T>(run: Run, ask: () => Promise<T>, call: CallContext): Promise<T> {
  const policy = {
    maxAttempts: Number.MAX_SAFE_INTEGER,
    budgetMs: run.task.limits?.patienceMs ?? defaultPatienceMs,
    firstWaitMs: 500,
    maxWaitMs: 10_000,
    isRetryable: (error: unknown) => error instanceof RunBlockedError && error.code === 'ARTEMIS_E_MODELS_OUT',
    retryAfterMs: nextTrialMs,
  };
  return retry(ask, policy, {
    clock: run.clock,
    random: run.random,
    signal: call.signal,
    remainingMs: () => call.remainingMs(),
    onRetry: ({ waitMs }) => run.emit({ type: 'models.awaited', waitMs: Math.round(waitMs) }),
  });
}

/** When the first open circuit of the list lets a call through; `undefined` when a model was really asked and failed. */
function nextTrialMs(error: unknown): number | undefined {
  const causes = error instanceof Error && error.cause instanceof AllFailedError ? error.cause.causes : [];
  const open = causes.filter((cause) => cause instanceof CircuitOpenError);
  return open.length > 0 && open.length === causes.length ? Math.min(...open.map(({ retryAfterMs }) => retryAfterMs)) : undefined;
}
