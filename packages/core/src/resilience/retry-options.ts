/** When and how often a failed call is made again. */
export interface RetryOptions {
  /** Attempts in all, the first included. Default: 1, which is no retry. */
  readonly maxAttempts?: number;
  /** Time all attempts and waits together may take, in milliseconds. A wait that would end later is not begun. Default: no limit. */
  readonly budgetMs?: number;
  /** Wait before the second attempt, in milliseconds. Default: 300. */
  readonly firstWaitMs?: number;
  /** Growth of the wait from one attempt to the next. At least 1. Default: 2. */
  readonly factor?: number;
  /** Longest wait of our own choosing, in milliseconds. Default: 8 000. */
  readonly maxWaitMs?: number;
  /** Draws each wait by chance from its upper half, so that many callers do not return at once. Default: true. */
  readonly jitter?: boolean;
  /** How long the dependency asked us to wait, in milliseconds, read from its error. Above 60 s the call is not retried. Default: no such wait. */
  retryAfterMs?(error: unknown): number | undefined;
  /** Whether the same call may succeed later. Never asked about aborts and open circuits, which are not retried. Default: true. */
  isRetryable?(error: unknown): boolean;
}
