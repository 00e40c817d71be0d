import { describeFailure } from '../errors/describe-failure.ts';
import { RunBlockedError } from '../errors/run-blocked-error.ts';
import type { AllFailedError } from '../resilience/all-failed-error.ts';
import { ModelError, type ModelErrorCode } from './model-error.ts';

/** What the user has to mend before the same call can work. Waiting does not help. */
const lasting: ReadonlySet<ModelErrorCode> = new Set([
  'ARTEMIS_E_MODEL_AUTH',
  'ARTEMIS_E_MODEL_BAD_REQUEST',
  'ARTEMIS_E_MODEL_NOT_FOUND',
  'ARTEMIS_E_MODEL_QUOTA',
  'ARTEMIS_E_MODEL_SETTINGS',
  'ARTEMIS_E_MODEL_UNTRUSTED',
]);

/**
 * Why the run cannot go on when no model of the list answered. If waiting may help for one of them the run is deferred;
 * else the first model's own error is what the user must see.
 */
export function modelsOutError(failure: AllFailedError): RunBlockedError {
  const causes = failure.causes.map(rootOf);
  const first = causes[0];
  if (first instanceof ModelError && causes.every((cause) => cause instanceof ModelError && lasting.has(cause.code))) {
    return new RunBlockedError(first.code, first.message, { hint: first.hint, cause: failure, facts: first.facts });
  }
  return new RunBlockedError('ARTEMIS_E_MODELS_OUT', `No model answers: ${causes.map(describeFailure).join('; ')}.`, {
    hint: 'Everything is saved. Go on when a model is back: artemis resume',
    cause: failure,
  });
}

/** An open circuit is not the reason, what opened it is. */
function rootOf(error: unknown): unknown {
  return error instanceof Error && error.name === 'CircuitOpenError' && error.cause instanceof Error ? error.cause : error;
}
