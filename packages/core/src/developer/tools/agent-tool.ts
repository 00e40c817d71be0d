import type { ZodMiniType } from 'zod/mini';
import type { ToolDefinition } from '../../capability/llm.ts';
import type { ToolResult } from '../../capability/mcp.ts';
import type { CallContext } from '../../resilience/call-context.ts';
import { speakEnglish, z } from '../zod.ts';

/** A tool of the agent. Its arguments have been read and checked before it runs. */
export interface AgentTool extends ToolDefinition {
  /** `reads`: calls side by side do no harm. `changes`: one after the other, in the order asked. `ends`: the last of its answer. */
  readonly effect: 'reads' | 'changes' | 'ends';
  /** Checks arguments and runs. What cannot be done is a result, not an error. */
  run(input: unknown, call: CallContext): Promise<ToolResult>;
}

/** How a tool is made: one zod schema gives the types, the check and the JSON Schema on the wire. */
export interface AgentToolParts<T> extends Pick<AgentTool, 'name' | 'description' | 'effect'> {
  readonly input: ZodMiniType<T>;
  readonly run: (input: T, call: CallContext) => Promise<ToolResult>;
}

/** Makes a tool that answers wrong arguments with what is wrong about them. */
export function agentTool<T>({ name, description, effect, input, run }: AgentToolParts<T>): AgentTool {
  speakEnglish();
  const { $schema: _, additionalProperties: __, ...parameters } = z.toJSONSchema(input, { io: 'input' });
  return {
    name,
    description,
    effect,
    parameters,
    async run(given, call) {
      const checked = input.safeParse(given);
      if (checked.success) return run(checked.data, call);
      return failed(`Wrong arguments for ${name}: ${z.prettifyError(checked.error)}\nExpected: ${JSON.stringify(parameters)}`);
    },
  };
}

/** What a tool says when it did what was asked. */
export const done = (text: string): ToolResult => ({ ok: true, text });

/** What a tool says when it could not. */
export const failed = (text: string): ToolResult => ({ ok: false, text });
