import { InvalidOptionError } from './invalid-option-error.ts';

/**
 * State of a circuit as JSON, to outlive the process. Waits are what remains of them, so no clock has to agree:
 * time between saving and restoring does not count as waited. The record of a closed circuit is not kept.
 */
export type CircuitSnapshot =
  | { readonly state: 'closed' }
  | { readonly state: 'disabled' }
  | { readonly state: 'isolated'; readonly reason: string }
  | {
      readonly state: 'open';
      /** Milliseconds until the first trial call. A half-open circuit is saved as open with 0. */
      readonly remainingMs: number;
      /** Wait after the next failed trial, before jitter, in milliseconds. */
      readonly nextWaitMs: number;
      readonly reason: string;
    };

/**
 * Reads a snapshot that may come from a damaged file.
 *
 * @throws ArtemisError `ARTEMIS_E_INVALID_OPTION` when it is none.
 */
export function parseCircuitSnapshot(value: unknown): CircuitSnapshot {
  const snapshot = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  const { state, remainingMs, nextWaitMs } = snapshot;
  const reason = typeof snapshot['reason'] === 'string' ? snapshot['reason'] : 'restored without a reason';
  if (state === 'closed' || state === 'disabled') return { state };
  if (state === 'isolated') return { state, reason };
  if (state === 'open' && isWait(remainingMs) && isWait(nextWaitMs)) return { state, remainingMs, nextWaitMs, reason };
  throw new InvalidOptionError('snapshot', 'one that a circuit breaker has made', value);
}

const isWait = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value < Infinity;
