/** One-sided 90 %. */
const z = 1.2816;

/** What a share of successes is at least, after so many runs, with 90 % confidence (Wilson's score). 0 without any run. */
export function lowerBound(succeeded: number, runs: number): number {
  if (runs <= 0) return 0;
  const ratio = Math.min(Math.max(succeeded / runs, 0), 1);
  const centre = ratio + z ** 2 / (2 * runs);
  const spread = z * Math.sqrt((ratio * (1 - ratio)) / runs + z ** 2 / (4 * runs ** 2));
  return Math.max((centre - spread) / (1 + z ** 2 / runs), 0);
}
