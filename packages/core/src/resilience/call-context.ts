/** What every guarded call is given: when to stop, and how long it may still take. */
export interface CallContext {
  /** Aborted when the run is cancelled or a deadline above this call has passed. The call must honour it. */
  readonly signal: AbortSignal;
  /** Milliseconds until the nearest deadline above this call. `Infinity` when there is none. Never negative. */
  remainingMs(): number;
}
