/** Shortest wait taken from a `Retry-After`: what asks for less, or cannot be read, must not become a hot loop. */
export const shortestRetryAfterMs = 1_000;

/** Longest wait worth sleeping through. Above it the caller switches to a fallback, and a breaker opens at once. */
export const longestRetryAfterMs = 60_000;

/** A `Retry-After` that was sent. */
export interface RetryAfter {
  /** How long to stay away, in milliseconds. At least 1 000. */
  readonly waitMs: number;
  /** More than 60 s: do not sleep, switch. */
  readonly tooLong: boolean;
}

/**
 * Reads an HTTP `Retry-After` header: seconds, or a date.
 *
 * @param header - The header, or `null` / `undefined` when none was sent. Several headers joined by commas: the longest wait counts.
 * @param wallMs - The present wall-clock time, for dates, in milliseconds.
 * @returns `undefined` without a header. A value that is negative, past or unreadable is the shortest wait, 1 s.
 */
export function parseRetryAfter(header: string | null | undefined, wallMs: number): RetryAfter | undefined {
  if (header === null || header === undefined) return undefined;
  const waitMs = waitsIn(header.trim(), wallMs).reduce((longest, each) => Math.max(longest, each), shortestRetryAfterMs);
  return { waitMs, tooLong: waitMs > longestRetryAfterMs };
}

function waitsIn(header: string, wallMs: number): readonly number[] {
  const waits = startsWithDay.test(header) ? [parseDate(header) - wallMs] : header.split(',').map(parseSeconds);
  return waits.filter((ms) => Number.isFinite(ms));
}

/** All three forms of an HTTP date begin with the day. `Date.parse` alone would read a date into almost any text. */
const startsWithDay = /^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /i;

/** The oldest of the three forms leaves out its zone, which is always GMT. */
const parseDate = (text: string): number => Date.parse(/GMT$/i.test(text) ? text : `${text} GMT`);

const parseSeconds = (text: string): number => (/^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) * 1_000 : Number.NaN);
