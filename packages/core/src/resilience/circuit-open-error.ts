import { ArtemisError } from '../errors/artemis-error.ts';
import type { CircuitState } from './circuit-state.ts';

/** Thrown instead of calling a component whose circuit is not closed. */
export class CircuitOpenError extends ArtemisError {
  override readonly name = 'CircuitOpenError';
  /** Name of the breaker, such as `rag.chroma`. */
  readonly component: string;
  /** `half-open`: a trial call is under way and this was not it. `isolated`: held open by hand. */
  readonly state: Exclude<CircuitState, 'closed'>;
  /** Milliseconds until a call may be let through; `Infinity` while isolated (`null` in `facts`). */
  readonly retryAfterMs: number;

  /** @param cause - What opened the circuit: the last failure, or the reason given when it was isolated. */
  constructor(component: string, state: Exclude<CircuitState, 'closed'>, retryAfterMs: number, cause: unknown) {
    super('ARTEMIS_E_CIRCUIT_OPEN', messageOf(component, state, retryAfterMs), {
      hint: 'Read the cause for the last failure of this component, or register a fallback for it.',
      cause,
      facts: { component, state, retryAfterMs: retryAfterMs === Infinity ? null : retryAfterMs },
    });
    this.component = component;
    this.state = state;
    this.retryAfterMs = retryAfterMs;
  }
}

function messageOf(component: string, state: Exclude<CircuitState, 'closed'>, retryAfterMs: number): string {
  if (state === 'isolated') return `Circuit for "${component}" is held open by hand.`;
  const wait = Math.ceil(retryAfterMs);
  if (state === 'half-open')
    return `Circuit for "${component}" is half-open and its trial calls are taken; next one in at most ${wait} ms.`;
  return `Circuit for "${component}" is open; next trial call in ${wait} ms.`;
}
