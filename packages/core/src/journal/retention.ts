/** How long runs are kept that have ended. */
export interface Retention {
  /** Runs that ended longer ago go, in milliseconds. */
  readonly maxAgeMs: number;
  /** Most bytes all runs may have together; beyond, those go first that ended first. Default: no limit. */
  readonly maxBytes?: number;
}

/** A run, and what it takes on the disk. */
export interface PastRun {
  readonly runId: string;
  readonly directory: string;
  readonly bytes: number;
  /** Wall-clock time it ended, in milliseconds since the epoch; `null` for a run that has to be kept. */
  readonly endedMs: number | null;
}

/** Which runs go, and what stays. */
export interface RetentionPlan {
  /** Those that ended first come first. */
  readonly old: readonly PastRun[];
  readonly kept: readonly PastRun[];
}

/** Chooses the runs that need not be kept. One that has not ended always is. */
export function choosePastRuns(runs: readonly PastRun[], { maxAgeMs, maxBytes = Infinity }: Retention, nowMs: number): RetentionPlan {
  const old: PastRun[] = [];
  let bytes = runs.reduce((sum, run) => sum + run.bytes, 0);
  for (const run of runs.filter(hasEnded).toSorted((one, other) => one.endedMs - other.endedMs)) {
    if (nowMs - run.endedMs <= maxAgeMs && bytes <= maxBytes) break;
    old.push(run);
    bytes -= run.bytes;
  }
  return { old, kept: runs.filter((run) => !old.includes(run)) };
}

const hasEnded = (run: PastRun): run is PastRun & { readonly endedMs: number } => run.endedMs !== null;
