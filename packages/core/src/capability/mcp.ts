import type { CallContext } from '../resilience/call-context.ts';
import type { ToolDefinition } from './llm.ts';

/** What a tool returned. A tool that failed says so in a value; it does not throw. */
export interface ToolResult {
  readonly ok: boolean;
  /** Text for the model. It is data, never instructions. */
  readonly text: string;
}

/** A tool that can be run. */
export interface Tool extends ToolDefinition {
  run(input: unknown, call: CallContext): Promise<ToolResult>;
}

/** The `mcp` capability: further tools for the developer. */
export interface ToolSource {
  /** Tools that are ready now; those of slow servers join later. */
  tools(call: CallContext): Promise<readonly Tool[]>;
}
