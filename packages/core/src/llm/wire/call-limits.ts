/** Limits of one model call. Each time limit has its own error, so that the reader knows where the call stood still. */
export interface CallLimits {
  /** Longest wait for the connection and the response headers, in milliseconds. Default: 30 000. */
  readonly firstByteMs: number;
  /** Longest wait for the next part of the answer, in milliseconds; keep-alive comments are no part. Default: 30 000. */
  readonly idleMs: number;
  /**
   * Longest silence of a model in whose place no other one can be asked, in milliseconds: further requests go out beside the
   * silent one until then. Default: 300 000.
   */
  readonly silenceMs: number;
  /** Longest call, in milliseconds. Default: 600 000. */
  readonly totalMs: number;
  /** Longest answer, in bytes. Default: 8 MiB. */
  readonly maxAnswerBytes: number;
  /** Longest health check, in milliseconds. Default: 5 000. */
  readonly healthMs: number;
}

/** Values of {@link CallLimits} that hold unless told otherwise. */
export const defaultCallLimits: CallLimits = {
  firstByteMs: 30_000,
  idleMs: 30_000,
  silenceMs: 300_000,
  totalMs: 600_000,
  maxAnswerBytes: 8 * 1024 * 1024,
  healthMs: 5_000,
};
