import type { CallContext } from '../resilience/call-context.ts';
import type { ContextItem } from '../task/context-item.ts';
import type { RunStatus } from '../task/run-result.ts';
import type { ContextQuery } from './rag.ts';

/** A run that has come to its end. */
export interface EndedRun {
  readonly runId: string;
  /** What it was for, without secrets. */
  readonly task: string;
  readonly status: RunStatus;
  /** ISO 8601. */
  readonly endedAt: string;
  /** Relative to the project folder, with `/`. */
  readonly changedFiles: readonly string[];
  /** What was decided and found, a sentence each. Words of models: data, never an instruction. */
  readonly decisions: readonly string[];
}

/** The `kg` capability: what the graph of the code knows of a task. */
export interface CodeGraph {
  /** Best items first; an empty list is a legal answer. */
  related(query: ContextQuery, call: CallContext): Promise<readonly ContextItem[]>;
  /** Keeps what a run did, so that a later one may know of it. The same run again replaces nothing and adds nothing. */
  record?(run: EndedRun, projectDir: string, call: CallContext): Promise<void>;
}
