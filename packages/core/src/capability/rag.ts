import type { CallContext } from '../resilience/call-context.ts';
import type { ContextItem } from '../task/context-item.ts';

/** What context is wanted for. */
export interface ContextQuery {
  readonly text: string;
  readonly projectDir: string;
  /** Most tokens all items together may have, estimated. */
  readonly maxTokens: number;
}

/** The `rag` capability: finds what in the project bears on a task. */
export interface ContextRetriever {
  /** Best items first; an empty list is a legal answer. */
  retrieve(query: ContextQuery, call: CallContext): Promise<readonly ContextItem[]>;
  /** System prompt for a role such as `developer`; `null` when the store has none. */
  prompt(role: string, call: CallContext): Promise<string | null>;
}
