import type { Span } from './declaration.ts';

/** Index of the first span that starts at `offset` or behind it; the length when there is none. `spans` are sorted by start. */
export function firstFrom(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
