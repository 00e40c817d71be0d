import type { CallContext } from '../resilience/call-context.ts';
import type { ContextItem } from '../task/context-item.ts';
import type { ContextQuery } from './rag.ts';

/** The `kg` capability: what the graph of the code knows of a task. */
export interface CodeGraph {
  /** Best items first; an empty list is a legal answer. */
  related(query: ContextQuery, call: CallContext): Promise<readonly ContextItem[]>;
}
