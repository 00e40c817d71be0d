import type { CallContext } from '../resilience/call-context.ts';
import type { ContextItem } from '../task/context-item.ts';

/** What context is wanted for. */
export interface ContextQuery {
  readonly text: string;
  readonly projectDir: string;
  /** Most tokens all items together may have, estimated. */
  readonly maxTokens: number;
}

/** Where a remembered solution comes from. */
export interface Provenance {
  readonly runId: string;
  /** ISO 8601. */
  readonly acceptedAt: string;
  /** Files the run changed, relative to the project folder. */
  readonly files: readonly string[];
}

/** A solution that a gate has accepted. */
export interface AcceptedSolution {
  /** What was asked for, without secrets. */
  readonly task: string;
  /** What was done, in words or code. It is data: no model is told to obey it. */
  readonly solution: string;
  readonly provenance: Provenance;
}

/** The `rag` capability: finds what in the project bears on a task. */
export interface ContextRetriever {
  /** Best items first; an empty list is a legal answer. */
  retrieve(query: ContextQuery, call: CallContext): Promise<readonly ContextItem[]>;
  /** System prompt for a role such as `developer`; `null` when the store has none. */
  prompt(role: string, call: CallContext): Promise<string | null>;
  /** Keeps an accepted solution, to be found by later runs. Absent where nothing is learnt. The same one again is one memory. */
  remember?(solution: AcceptedSolution, projectDir: string, call: CallContext): Promise<void>;
}
