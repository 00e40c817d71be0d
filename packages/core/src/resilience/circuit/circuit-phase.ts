import type { CircuitState } from '../circuit-state.ts';
import type { SlowCalls } from './slow-calls.ts';
import type { TrialCalls } from './trial-calls.ts';
import type { TripRule } from './trip-rule.ts';

/** The state of a circuit with the data of that state alone. */
export type CircuitPhase = ClosedPhase | OpenPhase | HalfOpenPhase | IsolatedPhase | DisabledPhase;

/** Calls pass and are counted. */
export interface ClosedPhase {
  readonly kind: 'closed';
  /** Ticket of every call begun in this phase: a result with another one is from before and counts for nothing. */
  readonly generation: number;
  readonly rule: TripRule;
  readonly slow: SlowCalls | undefined;
}

/** Calls are refused until the wait has passed. */
export interface OpenPhase {
  readonly kind: 'open';
  /** Monotonic. */
  readonly untilMs: number;
  readonly cause: unknown;
}

/** A few calls pass on trial. */
export interface HalfOpenPhase {
  readonly kind: 'half-open';
  readonly trials: TrialCalls;
  readonly cause: unknown;
}

/** Calls are refused until everybody who holds the circuit open lets go. */
export interface IsolatedPhase {
  readonly kind: 'isolated';
  /** Each holder, and why. Never empty. */
  readonly holders: Map<symbol, string>;
}

/** Calls pass and nothing is counted. */
export interface DisabledPhase {
  readonly kind: 'disabled';
}

/** The state as others see it. A disabled circuit lets calls pass like a closed one. */
export const stateOf = (phase: CircuitPhase): CircuitState => (phase.kind === 'disabled' ? 'closed' : phase.kind);

/** What keeps calls out. */
export function causeOf(phase: CircuitPhase): unknown {
  switch (phase.kind) {
    case 'open':
    case 'half-open':
      return phase.cause;
    case 'isolated':
      return [...phase.holders.values()].at(-1);
    case 'closed':
    case 'disabled':
      return undefined;
  }
}

/** Milliseconds until a call may pass. */
export function retryAfterMsOf(phase: CircuitPhase, nowMs: number): number {
  switch (phase.kind) {
    case 'open':
      return Math.max(phase.untilMs - nowMs, 0);
    case 'half-open':
      return phase.trials.freeAfterMs(nowMs);
    case 'isolated':
      return Infinity;
    case 'closed':
    case 'disabled':
      return 0;
  }
}
