import type { ContentBlockParam } from '@anthropic-ai/sdk/resources/messages';
import type { LlmMessage, ToolCall } from '@artemis/core';
import { ClaudeIds } from './claude-ids.ts';

type Assistant = Extract<LlmMessage, { readonly role: 'assistant' }>;
type Result = Extract<LlmMessage, { readonly role: 'tool' }>;

/** A message in Anthropic's format, always by blocks. */
export interface ClaudeMessage {
  readonly role: 'user' | 'assistant';
  readonly content: ContentBlockParam[];
}

const noResult = '(no result)';
const goOn = '(go on)';

/**
 * A conversation, whoever's models it was held with, as Anthropic's API demands it: users and assistants in turn, a user first and
 * last, no empty text, and in the message behind calls a result for each of them before anything else.
 */
export function toClaudeMessages(messages: readonly LlmMessage[]): readonly ClaudeMessage[] {
  const ids = new ClaudeIds();
  const turns: ClaudeMessage[] = [];
  for (const [index, message] of messages.entries()) {
    if (message.role === 'user') append(turns, 'user', textBlocks(message.content));
    if (message.role !== 'assistant') continue;
    append(turns, 'assistant', assistantBlocks(message, ids));
    append(turns, 'user', resultBlocks(message, resultsBehind(messages, index), ids));
  }
  if (turns[0]?.role === 'assistant') turns.unshift({ role: 'user', content: [...textBlocks(goOn)] });
  if (turns.at(-1)?.role !== 'user') append(turns, 'user', textBlocks(goOn));
  return turns;
}

/** Adds blocks to the last message of the role, or a new one. */
function append(turns: ClaudeMessage[], role: 'user' | 'assistant', blocks: readonly ContentBlockParam[]): void {
  if (blocks.length === 0) return;
  const last = turns.at(-1);
  if (last?.role === role && !endsInCalls(last)) last.content.push(...blocks);
  else turns.push({ role, content: [...blocks] });
}

/** Behind calls only their results may come, so nothing is added to them. */
const endsInCalls = ({ role, content }: ClaudeMessage): boolean => role === 'assistant' && content.at(-1)?.type === 'tool_use';

const textBlocks = (text: string): readonly ContentBlockParam[] => (text.trim() === '' ? [] : [{ type: 'text', text: text.trimEnd() }]);

function assistantBlocks({ content, toolCalls = [] }: Assistant, ids: ClaudeIds): readonly ContentBlockParam[] {
  const calls = toolCalls.map((call): ContentBlockParam => ({
    type: 'tool_use',
    id: ids.forCall(call.id),
    name: call.name,
    input: inputOf(call),
  }));
  return [...textBlocks(content), ...calls];
}

/** Arguments as an object. What is no JSON object stands as text in one, since the API takes nothing else. */
function inputOf({ arguments: raw }: ToolCall): unknown {
  try {
    const value: unknown = JSON.parse(raw === '' ? '{}' : raw);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // A model wrote it; what it is worth was said in its result.
  }
  return { arguments: raw };
}

/** The results that follow a message, up to the next one of another role. */
function resultsBehind(messages: readonly LlmMessage[], index: number): readonly Result[] {
  const results: Result[] = [];
  for (const message of messages.slice(index + 1)) {
    if (message.role !== 'tool') break;
    results.push(message);
  }
  return results;
}

/** One result for each call, in the order of the calls. A result without a call has nothing to stand behind and is left out. */
function resultBlocks({ toolCalls = [] }: Assistant, results: readonly Result[], ids: ClaudeIds): readonly ContentBlockParam[] {
  const open = [...results];
  return toolCalls.map(({ id }) => {
    const at = open.findIndex(({ toolCallId }) => toolCallId === id);
    const [found] = at === -1 ? [] : open.splice(at, 1);
    return { type: 'tool_result', tool_use_id: ids.forResult(id), content: found?.content.trim() ? found.content : noResult };
  });
}
