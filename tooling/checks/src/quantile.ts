/** The value below which `ratio` of the sorted numbers lie; 0 for none. */
export function quantile(numbers: readonly number[], ratio: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * ratio))] ?? 0;
}

/** Median, 90th percentile and largest, as one line. */
export function describeSpread(what: string, numbers: readonly number[], targets: string): string {
  return `${what}: median ${quantile(numbers, 0.5)}, p90 ${quantile(numbers, 0.9)}, max ${quantile(numbers, 1)} of ${numbers.length} (${targets})`;
}
