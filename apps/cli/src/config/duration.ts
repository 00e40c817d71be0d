import ms, { type StringValue } from 'ms';

/** Node fires timers beyond this at once, so nothing may be longer. */
const longestMs = 2 ** 31 - 1;

/**
 * Reads a duration such as `30s` or `10m`. A number alone is refused, since nobody can tell its unit.
 *
 * @returns Milliseconds, at most 2^31-1; `null` when the text is no duration above 0.
 */
export function parseDuration(text: string): number | null {
  const value = parseWait(text);
  return value === 0 ? null : value;
}

/** The same for a wait, which may also be `0s`: none. */
export function parseWait(text: string): number | null {
  const value = parseAge(text);
  return value === null ? null : Math.min(value, longestMs);
}

/** The same for how long ago something was, which may be any time. */
export function parseAge(text: string): number | null {
  if (!/^\d{1,15}(?:\.\d{1,6})?(?:ms|s|m|h|d)$/.test(text)) return null;
  const value = ms(text as StringValue);
  return Number.isFinite(value) ? value : null;
}

/** What a duration looks like, for messages. */
export const durationForm = 'a duration above 0 with its unit, such as 30s, 10m or 2h';

/** The same for a wait. */
export const waitForm = 'a wait with its unit, such as 0s, 30s or 2m';
