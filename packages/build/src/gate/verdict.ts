import type { Evidence, GateStatus } from '@artemis/core';

/** Why a gate did not pass, for machines. */
export type ReasonCode =
  | 'limit-reached'
  | 'build-broken'
  | 'tests-red'
  | 'command-failed'
  | 'red-test-tampered'
  | 'hidden-exit-code'
  | 'report-disagrees'
  | 'no-test-collected'
  | 'green-test-lost'
  | 'test-file-without-tests'
  | 'changed-test-not-proven'
  | 'nothing-changed'
  | 'no-source-changed'
  | 'special-cased'
  | 'reads-source'
  | 'test-aware'
  | 'dependency-changed'
  | 'tests-changed-while-running'
  | 'nothing-fails-without-change';

/** One reason, in words that name what it is about. */
export interface Reason {
  readonly code: ReasonCode;
  readonly detail: string;
}

/** What the facts about one gate amount to. */
export interface Verdict {
  readonly status: GateStatus;
  /** Why it is not `passed`; the first is the one to tell first. */
  readonly reasons: readonly Reason[];
  readonly evidence: Evidence;
  /** What the reader should know besides. */
  readonly notes: readonly string[];
}
