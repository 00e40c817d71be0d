import type { MessageCreateParamsStreaming, Tool } from '@anthropic-ai/sdk/resources/messages';
import type { LlmRequest, ToolDefinition } from '@artemis/core';
import { toClaudeMessages } from './to-claude-messages.ts';

/** Length to begin with, in tokens: enough for several files. Anthropic's API wants a number in every request. */
export const firstMaxTokens = 16_384;

/**
 * A request in Anthropic's format. Nothing is sent that was not asked for, apart from the length it demands. A temperature is left
 * out: the API takes none since its version of 2026-10-21.
 *
 * @param mostTokens - Longest answer this model can give.
 */
export function toClaudeRequest(
  model: string,
  { messages, tools = [], maxOutputTokens }: LlmRequest,
  mostTokens: number,
): MessageCreateParamsStreaming {
  const system = messages.flatMap((message) => (message.role === 'system' ? [message.content] : [])).join('\n\n');
  return {
    model,
    max_tokens: Math.min(maxOutputTokens ?? mostTokens, mostTokens),
    ...(system.trim() === '' ? {} : { system }),
    messages: [...toClaudeMessages(messages)],
    ...(tools.length > 0 ? { tools: tools.map(toClaudeTool) } : {}),
    stream: true,
  };
}

const toClaudeTool = ({ name, description, parameters }: ToolDefinition): Tool => ({
  name,
  description,
  input_schema: { ...parameters, type: 'object' },
});

/** The longest answer of a model that refused a longer one, by its own words; `undefined` when they say nothing of it. */
export function mostTokensIn(said: string): number | undefined {
  const most = Number(/max_tokens: \d+ > (\d+)/.exec(said)?.[1]);
  return most > 0 ? most : undefined;
}
