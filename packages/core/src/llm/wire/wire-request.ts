import type { ChatCompletionCreateParams, ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';
import type { LlmMessage, LlmRequest, ToolDefinition } from '../../capability/llm.ts';
import type { WireDialect } from './wire-dialect.ts';

/** A request in OpenAI's format. Nothing is sent that was not asked for: small, and servers object to what they do not know. */
export function toWireRequest(model: string, request: LlmRequest, dialect: WireDialect): ChatCompletionCreateParams {
  const { messages, tools = [], maxOutputTokens, temperature } = request;
  return {
    model,
    messages: messages.map(toWireMessage),
    ...(tools.length > 0 ? { tools: tools.map(toWireTool) } : {}),
    ...(maxOutputTokens === undefined ? {} : { [dialect.tokenLimit]: maxOutputTokens }),
    ...(temperature === undefined || !dialect.temperature ? {} : { temperature }),
    stream: dialect.stream,
    ...(dialect.stream && dialect.streamOptions ? { stream_options: { include_usage: true } } : {}),
  };
}

function toWireMessage(message: LlmMessage): ChatCompletionMessageParam {
  if (message.role === 'tool') return { role: 'tool', tool_call_id: message.toolCallId, content: message.content };
  if (message.role !== 'assistant' || !message.toolCalls?.length) return { role: message.role, content: message.content };
  const calls = message.toolCalls.map(({ id, name, arguments: args }) => ({
    id,
    type: 'function' as const,
    function: { name, arguments: args },
  }));
  return { role: 'assistant', content: message.content === '' ? null : message.content, tool_calls: calls };
}

const toWireTool = ({ name, description, parameters }: ToolDefinition): ChatCompletionTool => ({
  type: 'function',
  function: { name, description, parameters },
});
