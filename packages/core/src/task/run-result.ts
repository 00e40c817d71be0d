import type { BuildReport } from './build-report.ts';
import type { Degradation, Rung } from './outcome.ts';
import type { Plan } from './plan.ts';
import type { ReviewReport } from './review-report.ts';

/**
 * How a run ended.
 *
 * - `succeeded`: a gate passed and may be believed. Only the gate sets this.
 * - `unverified`: the work is done, but no gate could show that it is right.
 * - `failed`: a gate said no, or the work could not be done.
 * - `deferred`: everything is saved; `artemis resume` goes on.
 * - `cancelled`: stopped by the user; everything is saved.
 * - `refused`: stopped for safety.
 */
export type RunStatus = 'succeeded' | 'unverified' | 'failed' | 'deferred' | 'cancelled' | 'refused';

/** A file the run has changed. */
export interface ChangedFile {
  readonly path: string;
  readonly change: 'created' | 'modified' | 'deleted';
  readonly addedLines: number;
  readonly removedLines: number;
  /** SHA-256 of the new content in hex; `null` when the file was deleted. */
  readonly sha256: string | null;
}

/** Who served one capability last in this run. */
export interface Served {
  readonly capability: string;
  readonly by: string;
  readonly rung: Rung;
  /** Why it was the floor without any failure: `disabled` by a switch or `not-installed`. */
  readonly reason?: 'disabled' | 'not-installed';
}

/** What the run has used. */
export interface Cost {
  /** Model calls made, failed ones included, replayed ones not. */
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** US dollars; `null` when the price of a call is unknown. */
  readonly usd: number | null;
}

/** Why a run did not reach its end. */
export interface RunFailure {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** Result of a run. Every run has one, however it ended. */
export interface RunResult {
  readonly runId: string;
  readonly status: RunStatus;
  /** True only when `status` is `succeeded`. */
  readonly verified: boolean;
  /** Exit code of the command that made the run, before `--strict`. */
  readonly exitCode: number;
  /** What the developer says it did. Claims, not facts. */
  readonly approach: string;
  readonly files: readonly ChangedFile[];
  readonly plan?: Plan;
  readonly build?: BuildReport;
  readonly review?: ReviewReport;
  readonly served: readonly Served[];
  readonly degraded: readonly Degradation[];
  /** Items that were refused or should be looked at, one sentence each. */
  readonly warnings: readonly string[];
  readonly cost: Cost;
  readonly durationMs: number;
  readonly error?: RunFailure;
}
