import prettyMilliseconds from 'pretty-ms';

/** A duration for people: `300ms`, `6.1s`, `1m 2s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)}ms`;
  return ms < 60_000 ? `${(ms / 1000).toFixed(1).replace(/\.0$/, '')}s` : prettyMilliseconds(ms, { unitCount: 2, secondsDecimalDigits: 0 });
}

/** How long ago something was: `2s ago`. */
export const ago = (ms: number): string => `${prettyMilliseconds(Math.max(ms, 0), { compact: true })} ago`;

/** A number of things for people: `800`, `1.2k`, `3.4M`. */
export function count(value: number): string {
  if (value < 1000) return String(value);
  const [scaled, unit] = value < 1e6 ? [value / 1000, 'k'] : [value / 1e6, 'M'];
  return `${scaled.toFixed(1).replace(/\.0$/, '')}${unit}`;
}

/** Disk space for people: `800 B`, `1.2 kB`, `3.4 MB`. */
export function space(bytes: number): string {
  const [scaled, unit] =
    bytes < 1e3 ? [bytes, 'B'] : bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${scaled.toFixed(1).replace(/\.0$/, '')} ${unit}`;
}

/** `1 file`, `2 files`. */
export const plural = (value: number, noun: string): string => `${value} ${noun}${value === 1 ? '' : 's'}`;

/** Money in dollars; what is not known is said, not zero. */
export const dollars = (usd: number | null): string => (usd === null ? 'cost unknown' : `$${usd.toFixed(usd < 0.01 && usd > 0 ? 4 : 2)}`);
