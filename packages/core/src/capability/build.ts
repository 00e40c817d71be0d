import type { CallContext } from '../resilience/call-context.ts';
import type { BuildReport } from '../task/build-report.ts';
import type { CheckReport } from '../task/check-report.ts';
import type { AppliedChange } from '../task/patch.ts';

/** A file that tests stand or fall with, apart from the code they test. */
export interface LockedPath {
  /** Relative to the project, with `/`. */
  readonly path: string;
  /** `test` is a test or what only tests use, `config` decides which tests run and how, `snapshot` is what tests compare with. */
  readonly is: 'test' | 'config' | 'snapshot';
}

/** What a run with locked tests may not touch. */
export interface TestLock {
  /** Neither changed nor deleted; those that are absent are not made. */
  readonly paths: readonly LockedPath[];
  /** Regular expressions: a new file whose path matches one would decide how the tests run, and is not made. */
  readonly configNames: readonly string[];
}

/** What a builder saw before the first change. JSON, because it is kept in the journal; only its maker reads `facts`. */
export interface BuildBaseline {
  /** Name of the implementation that made it. */
  readonly madeBy: string;
  readonly facts: unknown;
  /** What is locked when the user locks the tests. Without it a run with locked tests is refused. */
  readonly lock?: TestLock;
}

/** What a builder is asked to verify. */
export interface VerifyRequest {
  readonly projectDir: string;
  /** Absolute path of the project that `projectDir` is a copy of: what is installed there, such as packages, counts in the copy too. */
  readonly copyOf?: string;
  /** Everything the run has changed so far, with the text before the run and now. */
  readonly changes: readonly AppliedChange[];
  /** From {@link Builder.baseline}; `null` when it could not be taken. */
  readonly baseline: BuildBaseline | null;
}

/** A change whose code is to be looked at by the project's own compiler and linters. */
export type CheckRequest = Pick<VerifyRequest, 'projectDir' | 'changes'>;

/** The `build` capability: the gates of the project. */
export interface Builder {
  /** Looks at the project as it is before the first change: its tool, its tests, which of them are red. */
  baseline(projectDir: string, call: CallContext): Promise<BuildBaseline>;
  /** Runs the gate on the changed project. A failing gate is a value, not an error. */
  verify(request: VerifyRequest, call: CallContext): Promise<BuildReport>;
  /** Runs the compiler and linters the project is set up for, where it can. It decides nothing: what they say is for the review. */
  check?(request: CheckRequest, call: CallContext): Promise<CheckReport>;
}
