/** The rung of the ladder that served a call. */
export type Rung = 'primary' | 'fallback' | 'floor';

/** Who served a call. */
export interface ServedBy {
  /** Name of the implementation, such as `chroma`. */
  readonly name: string;
  readonly rung: Rung;
}

/** Why a call was not served by the primary although one is installed and switched on. */
export interface Degradation {
  /** The capability, such as `rag`. */
  readonly component: string;
  /** Name of the implementation that should have served. */
  readonly from: string;
  /** Name of the implementation that did. */
  readonly fallback: string;
  /** One sentence: what failed. */
  readonly reason: string;
  /** Error code, where the failure had one. */
  readonly code?: string;
  /** When this was first seen, as an ISO 8601 time. */
  readonly since: string;
}

/** What came back from a guarded call, and who answered. */
export interface Outcome<T> {
  readonly value: T;
  readonly servedBy: ServedBy;
  /** Present when the primary should have answered and did not. */
  readonly degraded?: Degradation;
}
