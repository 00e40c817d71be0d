/** Decides from finished calls when a closed circuit opens. Made anew each time the circuit closes. */
export interface TripRule {
  /** Notes a good call. @param nowMs - Monotonic time; 0 when no rule of the breaker looks at it. */
  succeeded(nowMs: number): void;
  /** Notes a bad call, and says whether the circuit opens. Only a bad call opens it. */
  failed(nowMs: number): boolean;
}
