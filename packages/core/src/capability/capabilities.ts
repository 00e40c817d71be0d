import type { Builder } from './build.ts';
import type { CodeGraph } from './kg.ts';
import type { Llm } from './llm.ts';
import type { Planner } from './reasoning.ts';
import type { ContextRetriever } from './rag.ts';
import type { Developer } from './supervision.ts';
import type { Reviewer } from './review.ts';
import type { ToolSource } from './mcp.ts';

/** All capabilities and the contract of each. */
export interface Capabilities {
  llm: Llm;
  rag: ContextRetriever;
  kg: CodeGraph;
  supervision: Developer;
  review: Reviewer;
  reasoning: Planner;
  build: Builder;
  mcp: ToolSource;
}

/** Name of a capability. */
export type CapabilityName = keyof Capabilities;

/** The capabilities a run can do without: core has a floor for each. */
export type OptionalCapability = Exclude<CapabilityName, 'llm'>;
