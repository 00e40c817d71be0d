/** What a caller may hand to a guarded call. A {@link CallContext} fits. */
export interface ExecuteOptions {
  /** Aborts the call. An abort is neutral: neither success nor failure. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until the caller's own deadline, passed on to the call. Default: no deadline. */
  remainingMs?(): number;
}
