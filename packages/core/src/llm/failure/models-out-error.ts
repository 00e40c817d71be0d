import { describeFailure } from '../../errors/describe-failure.ts';
import { RunBlockedError } from '../../errors/run-blocked-error.ts';
import type { AllFailedError } from '../../resilience/all-failed-error.ts';
import { ModelError } from './model-error.ts';
import { SwitchRefusedError } from './switch-refused-error.ts';

/**
 * Why the run cannot go on when no model of the list answered. If waiting may help for one of them the run is deferred;
 * else the first model's own error is what the user must see.
 *
 * @param heldBack - Models that were not asked since the policy on fallbacks forbids it, each with the reason.
 */
export function modelsOutError(failure: AllFailedError, heldBack: readonly string[] = []): RunBlockedError {
  const causes = failure.causes.map(rootOf);
  const asked = causes.filter((cause) => !isRefusedSwitch(cause));
  const refused = [...heldBack, ...causes.filter(isRefusedSwitch).map(reasonOf)];
  const policy = refused.length === 0 ? '' : ` The policy on fallbacks keeps others out: ${refused.join('; ')}.`;
  const [first] = asked;
  if (!(first instanceof ModelError) || asked.some(mayPass)) {
    return new RunBlockedError('ARTEMIS_E_MODELS_OUT', `No model answers: ${asked.map(reasonOf).join('; ')}.${policy}`, {
      hint: 'Everything is saved. Go on when a model is back: artemis resume',
      cause: failure,
    });
  }
  const code = policy === '' ? first.code : 'ARTEMIS_E_FALLBACK_REFUSED';
  return new RunBlockedError(code, `${first.message}${policy}`, { hint: first.hint, cause: failure, facts: first.facts });
}

/** What failed, as a part of a sentence. */
const reasonOf = (cause: unknown): string => describeFailure(cause).replace(/\.$/, '');

/** An open circuit is not the reason, what opened it is. */
function rootOf(error: unknown): unknown {
  return error instanceof Error && error.name === 'CircuitOpenError' && error.cause instanceof Error ? error.cause : error;
}

/** Whether waiting may help. A timeout switches models and passes all the same; so does what asks for fewer requests. */
const mayPass = (cause: unknown): boolean =>
  !(cause instanceof ModelError) ||
  cause.kind === 'retry' ||
  cause.code === 'ARTEMIS_E_MODEL_TIMEOUT' ||
  cause.code === 'ARTEMIS_E_MODEL_RATE_LIMITED';

const isRefusedSwitch = (cause: unknown): cause is SwitchRefusedError => cause instanceof SwitchRefusedError;
