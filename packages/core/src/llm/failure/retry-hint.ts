import { parseRetryAfter } from '../../resilience/retry-after.ts';

/** Part of an answer's headers: whatever can look one up. */
export interface HeaderSource {
  get(name: string): string | null;
}

/**
 * How long a server asks to be left alone, in milliseconds: from `Retry-After-Ms`, else `Retry-After`, else from the words
 * of its error, where some vendors put it. `undefined` when it does not say.
 */
export function readRetryHint(headers: HeaderSource | undefined, text: string, wallMs: number): number | undefined {
  const exactMs = headers?.get('retry-after-ms');
  const header = exactMs && /^\d+(\.\d+)?$/.test(exactMs.trim()) ? String(Number(exactMs) / 1_000) : headers?.get('retry-after');
  const hint = parseRetryAfter(header ?? waitInWords(text), wallMs);
  return hint?.waitMs;
}

const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** "try again in 1m30.5s", "retry after 10 seconds", "retryDelay: 34s": as seconds, for the one parser of waits. */
function waitInWords(text: string): string | undefined {
  const found =
    /(?:again in|retry after|retry in|retrydelay"?:? ?"?)\s*((?:\d+(?:\.\d+)?\s?(?:ms|milliseconds?|h(?:ours?)?|m(?:in(?:utes?)?)?|s(?:ec(?:onds?)?)?)\s?)+)/i.exec(
      text,
    );
  if (!found?.[1]) return undefined;
  const parts = found[1].matchAll(/(\d+(?:\.\d+)?)\s?(ms|milli|[hms])/gi);
  let totalMs = 0;
  for (const [, amount = '0', unit = 's'] of parts)
    totalMs += Number(amount) * (unitsMs[unit.toLowerCase() === 'milli' ? 'ms' : unit.toLowerCase()] ?? 0);
  return String(totalMs / 1_000);
}
