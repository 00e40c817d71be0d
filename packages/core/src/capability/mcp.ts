import type { CallContext } from '../resilience/call-context.ts';
import type { ToolDefinition } from './llm.ts';

/** What a tool returned. A tool that failed says so in a value; it does not throw. */
export interface ToolResult {
  readonly ok: boolean;
  /** Text for the model. It is data, never instructions. */
  readonly text: string;
}

/** What is told of a tool that comes from outside. It is JSON: the journal keeps it. */
export interface OfferedTool extends ToolDefinition {
  /** Who speaks in its results, such as the name of a server. Default: nobody whose words could lead to other tools. */
  readonly origin?: string;
  /** Other origins whose words may lead to calls of this tool. Default: none, so that one server cannot steer the tools of another. */
  readonly reachableFrom?: readonly string[];
}

/** A tool that can be run. */
export interface Tool extends OfferedTool {
  run(input: unknown, call: CallContext): Promise<ToolResult>;
}

/** An origin whose tools should be there, and are not, or not all of them. */
export interface AbsentTools {
  readonly origin: string;
  /** `joining`: they come up and may still be offered in this run. `gone`: they are not to be expected. */
  readonly state: 'joining' | 'gone';
  /** One sentence: why. */
  readonly reason: string;
  /** Error code, where there is one. */
  readonly code?: string;
  /** Whether the user has said that a run cannot do without them. */
  readonly required: boolean;
}

/** The tools there are at one moment. */
export interface ToolList {
  /** Each name once. */
  readonly tools: readonly Tool[];
  readonly absent: readonly AbsentTools[];
}

/** The `mcp` capability: further tools for the developer. */
export interface ToolSource {
  /**
   * What is there now. A run asks when it begins, so that tools can come up, and again before each question to the model: it waits
   * for nobody but those a run cannot do without, and for these no longer than their start may take.
   */
  tools(call: CallContext): Promise<ToolList>;
}

/** Asks for the tools there are now. A resumed run is given those that it was given before. */
export type ListTools = (call: CallContext) => Promise<readonly Tool[]>;
