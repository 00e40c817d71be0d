import type { CallOutcome, CircuitBreakerOptions } from '../resilience/circuit-breaker-options.ts';
import type { RetryOptions } from '../resilience/retry-options.ts';
import { ModelError, type ModelErrorCode } from './failure/model-error.ts';
import { SwitchRefusedError } from './failure/switch-refused-error.ts';

/** How long a model is left alone that cannot answer until somebody mends something, in milliseconds. */
const hopelessWaitMs = 300_000;

/** Failures that say something about the request and nothing about the model's health. */
const ofTheRequest: ReadonlySet<ModelErrorCode> = new Set([
  'ARTEMIS_E_MODEL_BAD_REQUEST',
  'ARTEMIS_E_MODEL_CONTEXT_LENGTH',
  'ARTEMIS_E_MODEL_REFUSED',
]);

/**
 * How a failed model call is made again: once for what passes by itself, not at all for the rest. Then it is the next model's
 * turn; where none answers, the whole list is asked again later.
 */
export const modelRetry: RetryOptions = {
  maxAttempts: 2,
  firstWaitMs: 300,
  retryAfterMs: (error) => (error instanceof ModelError ? error.retryAfterMs : undefined),
  isRetryable: (error) => error instanceof ModelError && error.kind === 'retry',
};

/**
 * When a model is skipped: after repeated failures, or at once where no call can succeed (key, quota, name) or the server
 * asks for more than a minute.
 */
export const modelBreaker: CircuitBreakerOptions = {
  trip: [{ consecutive: 3 }, { window: 20, failureRatio: 0.5, minimumCalls: 5 }],
  open: {
    waitMs: 5_000,
    // Short enough that a provider which is away for a minute is met again within the patience of a question.
    maxWaitMs: 45_000,
    retryAfterMs: (error) => (error instanceof ModelError ? (error.kind === 'ask' ? hopelessWaitMs : error.retryAfterMs) : undefined),
  },
  classify: (error): CallOutcome => (saysNothing(error) ? 'neutral' : 'failure'),
};

const saysNothing = (error: unknown): boolean =>
  error instanceof SwitchRefusedError || (error instanceof ModelError && (error.isPacing || ofTheRequest.has(error.code)));
