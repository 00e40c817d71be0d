import type { CallContext } from '../resilience/call-context.ts';
import type { BuildReport } from '../task/build-report.ts';
import type { AppliedChange } from '../task/patch.ts';

/** What a builder saw before the first change. JSON, because it is kept in the journal; only its maker reads `facts`. */
export interface BuildBaseline {
  /** Name of the implementation that made it. */
  readonly madeBy: string;
  readonly facts: unknown;
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

/** The `build` capability: the gates of the project. */
export interface Builder {
  /** Looks at the project as it is before the first change: its tool, its tests, which of them are red. */
  baseline(projectDir: string, call: CallContext): Promise<BuildBaseline>;
  /** Runs the gate on the changed project. A failing gate is a value, not an error. */
  verify(request: VerifyRequest, call: CallContext): Promise<BuildReport>;
}
