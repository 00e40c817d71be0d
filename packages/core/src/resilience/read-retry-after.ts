/** Something that can tell how long the sender of an error wants to be left alone. */
export interface RetryAfterReader {
  retryAfterMs?(error: unknown): number | undefined;
}

/** The wait an error asks for, in milliseconds; 0 when it asks for none, or when the reader throws or gives no usable number. */
export function readRetryAfter(reader: RetryAfterReader, error: unknown): number {
  try {
    const waitMs = reader.retryAfterMs?.(error);
    return typeof waitMs === 'number' && waitMs > 0 && waitMs < Infinity ? waitMs : 0;
  } catch {
    return 0;
  }
}
