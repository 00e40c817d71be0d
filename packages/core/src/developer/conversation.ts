import type { LlmAnswer, LlmMessage, LlmRequest, ToolDefinition } from '../capability/llm.ts';
import type { ToolResult } from '../capability/mcp.ts';
import { estimateTokens, makeRoom } from './make-room.ts';

/** How a conversation begins: whole, and as short as it can be said. */
export interface Opening {
  readonly full: readonly LlmMessage[];
  readonly short: readonly LlmMessage[];
}

/** An answer of the model with everything said in return: a call and its result are always in the same turn. */
export type Turn = readonly LlmMessage[];

/** What the agent and its model have said. Every tool call has its result, and no result stands without its call. */
export class Conversation {
  #opening: readonly LlmMessage[];
  readonly #short: readonly LlmMessage[];
  #tools: readonly ToolDefinition[] = [];
  #turns: readonly Turn[] = [];

  constructor(opening: Opening) {
    this.#opening = opening.full;
    this.#short = opening.short;
  }

  /** The request that asks for the next answer. */
  get request(): LlmRequest {
    return { messages: [...this.#opening, ...this.#turns.flat()], tools: this.#tools };
  }

  /** Size of the next request, estimated. */
  get tokens(): number {
    return estimateTokens(this.request);
  }

  /** Adds an answer and the results of its calls, in the order of the calls. */
  add({ content, toolCalls }: Pick<LlmAnswer, 'content' | 'toolCalls'>, results: readonly ToolResult[]): void {
    const said: LlmMessage = toolCalls.length > 0 ? { role: 'assistant', content, toolCalls } : { role: 'assistant', content };
    const replies = toolCalls.map(({ id }, index): LlmMessage => ({ role: 'tool', toolCallId: id, content: results[index]?.text ?? '' }));
    this.#turns = [...this.#turns, [said, ...replies]];
  }

  /** What the next answer may call. */
  offer(tools: readonly ToolDefinition[]): void {
    this.#tools = tools;
  }

  /** Says something to the model. Two messages of the user never follow each other: some models refuse that. */
  say(text: string): void {
    if (this.#turns.length === 0) this.#opening = appended(this.#opening, text);
    else this.#turns = [...this.#turns.slice(0, -1), appended(this.#turns.at(-1) ?? [], text)];
  }

  /** Leaves out what is oldest until the request has at most `maxTokens`, or nothing more can go. @returns Whether anything went. */
  fit(maxTokens: number): boolean {
    if (this.tokens <= maxTokens) return false;
    const fixed = estimateTokens(this.#tools);
    const room = makeRoom({ opening: this.#opening, short: this.#short, turns: this.#turns }, maxTokens - fixed);
    this.#opening = room.opening;
    this.#turns = room.turns;
    return true;
  }
}

function appended(messages: readonly LlmMessage[], text: string): readonly LlmMessage[] {
  const last = messages.at(-1);
  if (last?.role !== 'user') return [...messages, { role: 'user', content: text }];
  return [...messages.slice(0, -1), { role: 'user', content: `${last.content}\n\n${text}` }];
}
