import type { CircuitState } from './circuit-state.ts';

/** A circuit has changed its state. */
export interface CircuitTransition {
  /** Name of the breaker, such as `rag.chroma`. */
  readonly component: string;
  readonly from: CircuitState;
  readonly to: CircuitState;
  /** Milliseconds until the first trial call, when the circuit has opened; `null` otherwise. */
  readonly retryAfterMs: number | null;
  /** What keeps calls out, as one line; `null` once the circuit is closed. */
  readonly reason: string | null;
  /** The same, whole: the last failure, or the reason given by hand. */
  readonly cause: unknown;
}
