/** One test, as its runner reported it. */
export interface TestCase {
  /** Full name, suite included. */
  readonly name: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  /** File that holds the test, relative to the project, where the runner says it. */
  readonly file?: string;
}

/**
 * What a gate says.
 *
 * - `passed`: the command ended with 0 and there is no reason to doubt that it could have failed.
 * - `failed`: the command said no, or a test was tampered with.
 * - `inconclusive`: the gate cannot fail (no test collected, exit code hidden): it proves nothing.
 * - `not-built`: no gate ran.
 */
export type GateStatus = 'passed' | 'failed' | 'inconclusive' | 'not-built';

/** Why a passing gate may be believed. */
export interface Evidence {
  /**
   * - `fails-without-change`: at least one test fails on the old code.
   * - `planted-defect`: a defect planted in the changed lines turned a test red.
   * - `none`: nothing was shown beyond the exit code.
   */
  readonly kind: 'fails-without-change' | 'planted-defect' | 'none';
  /** One sentence for the reader, saying also what was not shown. */
  readonly detail: string;
}

/** Result of the build stage. */
export interface BuildReport {
  readonly status: GateStatus;
  /** One sentence: what ran and how it ended, or why nothing ran. */
  readonly summary: string;
  /** The command that ran, as one line for the reader. */
  readonly command?: string;
  /** Exit code of the command; `null` when a signal ended it. */
  readonly exitCode?: number | null;
  /** Output of the command, trimmed to what the developer needs to mend it. */
  readonly output?: string;
  readonly tests?: readonly TestCase[];
  readonly evidence: Evidence;
  /** Things the reader should know, such as `sandbox: off`. */
  readonly warnings?: readonly string[];
  /** Time the gate took, in milliseconds. */
  readonly durationMs: number;
}
