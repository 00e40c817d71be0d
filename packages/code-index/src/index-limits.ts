/** How far indexing goes. Every limit has a default. */
export interface IndexLimits {
  /** Files in the index. Default: 50 000. */
  readonly maxFiles: number;
  /** Names the walk looks at, files or not. Default: 500 000. */
  readonly maxEntries: number;
  /** Larger files are skipped. Default: 1 048 576. */
  readonly maxFileBytes: number;
  /** Folders below the project folder. Default: 64. */
  readonly maxDepth: number;
  /** Time for the whole call, in milliseconds. When it has passed, the result is partial. Default: 120 000. */
  readonly maxMs: number;
  /** Time for parsing one file, in milliseconds. Default: 2 000. */
  readonly maxParseMs: number;
}

/** Limits with the defaults for those that are not given. */
export function completeLimits(given: Partial<IndexLimits> = {}): IndexLimits {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...defaultLimits, ...set };
}

/** The limits that hold unless others are given. */
export const defaultLimits: IndexLimits = {
  maxFiles: 50_000,
  maxEntries: 500_000,
  maxFileBytes: 1_048_576,
  maxDepth: 64,
  maxMs: 120_000,
  maxParseMs: 2_000,
};
