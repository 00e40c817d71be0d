import { CircuitOpenError } from '../circuit-open-error.ts';
import { causeOf, retryAfterMsOf, type CircuitPhase } from './circuit-phase.ts';
import { withoutStack } from './without-stack.ts';

/** The error for a call that this phase keeps out. */
export function refusalOf(phase: CircuitPhase, component: string, nowMs: number): CircuitOpenError {
  const state = phase.kind === 'half-open' || phase.kind === 'isolated' ? phase.kind : 'open';
  return withoutStack(() => new CircuitOpenError(component, state, retryAfterMsOf(phase, nowMs), causeOf(phase)));
}
