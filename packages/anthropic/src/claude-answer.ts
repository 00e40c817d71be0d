import type { Message, RawMessageStreamEvent, StopReason } from '@anthropic-ai/sdk/resources/messages';
import { badAnswer, ModelError, RepetitionDetector, type LlmAnswer, type LlmUsage, type ModelOrigin, type ToolCall } from '@artemis/core';

const finishReasons: Readonly<Record<StopReason, LlmAnswer['finishReason']>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  pause_turn: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool-calls',
  refusal: 'content-filter',
};

/** The counts of a stream's beginning and of its end, as far as both have them. */
interface Counts {
  readonly input_tokens?: number | null;
  readonly cache_read_input_tokens?: number | null;
  readonly cache_creation_input_tokens?: number | null;
  readonly output_tokens?: number | null;
}

interface Draft {
  readonly id: string;
  readonly name: string;
  args: string;
}

/** Puts an answer together from the events of a stream or from one whole message, and refuses what is none. */
export class ClaudeAnswer {
  readonly #origin: ModelOrigin;
  readonly #maxChars: number;
  readonly #repetition = new RepetitionDetector();
  readonly #calls = new Map<number, Draft>();
  #content = '';
  #chars = 0;
  #stopReason: string | null = null;
  #isStopped = false;
  #isThinking = false;
  #usage: LlmUsage = { inputTokens: 0, outputTokens: 0 };
  #model: string;

  /** @param maxChars - Most characters of an answer, thoughts included. */
  constructor(origin: ModelOrigin, maxChars: number) {
    this.#origin = origin;
    this.#maxChars = maxChars;
    this.#model = origin.model;
  }

  /** Whether the server has said that the answer is at its end. */
  get isFinished(): boolean {
    return this.#isStopped;
  }

  /** Whether the model is thinking: it may then be silent for minutes, with nothing but signs of life. */
  get isThinking(): boolean {
    return this.#isThinking;
  }

  /**
   * Adds an event of the stream.
   *
   * @returns Whether it brought the answer forward.
   * @throws ModelError `ARTEMIS_E_MODEL_BAD_ANSWER` when the answer grows too large or repeats itself.
   */
  add(event: RawMessageStreamEvent): boolean {
    switch (event.type) {
      case 'message_start':
        this.#begin(event.message);
        return true;
      case 'content_block_start':
        this.#isThinking = /thinking/.test(event.content_block?.type);
        return this.#addBlock(event.index, event.content_block);
      case 'content_block_delta':
        return this.#addDelta(event.index, event.delta);
      case 'content_block_stop':
        this.#isThinking = false;
        return false;
      case 'message_delta':
        this.#stopReason = event.delta?.stop_reason ?? this.#stopReason;
        this.#count(event.usage);
        return true;
      case 'message_stop':
        this.#isStopped = true;
        return true;
      default:
        return false;
    }
  }

  /** Adds a whole message, from a server that does not stream. */
  addMessage(message: Message): void {
    if (!Array.isArray(message.content)) throw badAnswer('no-answer', this.#origin);
    this.#begin(message);
    for (const [index, block] of message.content.entries()) this.#addBlock(index, block);
    this.#stopReason = message.stop_reason ?? 'end_turn';
    this.#isStopped = true;
  }

  /** @throws ModelError when there is no stop reason, no content, or a refusal instead. */
  finish(): LlmAnswer {
    if (this.#stopReason === null) throw badAnswer('cut', this.#origin, { receivedChars: this.#chars });
    const reason = finishReasons[this.#stopReason as StopReason] ?? 'stop';
    const toolCalls = [...this.#calls]
      .toSorted(([a], [b]) => a - b)
      .map(([, { id, name, args }]): ToolCall => ({ id, name, arguments: args.trim() === '' ? '{}' : args }));
    if (toolCalls.some(({ name, id }) => name === '' || id === '')) throw badAnswer('broken', this.#origin);
    if (toolCalls.length === 0 && this.#content.trim() === '') throw this.#nothingSaid(reason);
    return { content: this.#content, toolCalls, finishReason: agreed(reason, toolCalls), usage: this.#usage, model: this.#model };
  }

  #begin({ model, usage }: Message): void {
    if (typeof model === 'string' && model !== '') this.#model = model;
    this.#count(usage);
  }

  #addBlock(
    index: number,
    block: { readonly type: string; readonly text?: string; readonly id?: string; readonly name?: string; readonly input?: unknown },
  ): boolean {
    if (block?.type === 'text') return this.#addText(block.text ?? '');
    if (block?.type !== 'tool_use') return false;
    const whole = isFilled(block.input) ? JSON.stringify(block.input) : '';
    this.#calls.set(index, { id: block.id ?? '', name: block.name ?? '', args: whole });
    return this.#grow(whole);
  }

  #addDelta(
    index: number,
    delta: { readonly type: string; readonly text?: string; readonly partial_json?: string; readonly thinking?: string },
  ): boolean {
    if (delta?.type === 'text_delta') return this.#addText(delta.text ?? '');
    if (delta?.type === 'thinking_delta') return this.#watched(delta.thinking ?? '');
    if (delta?.type !== 'input_json_delta') return false;
    const draft = this.#calls.get(index);
    if (!draft) throw badAnswer('broken', this.#origin);
    draft.args += delta.partial_json ?? '';
    return this.#grow(delta.partial_json ?? '');
  }

  #addText(text: string): boolean {
    this.#content += text;
    return this.#watched(text);
  }

  #watched(text: string): boolean {
    if (this.#repetition.push(text)) throw badAnswer('repetition', this.#origin, { receivedChars: this.#chars });
    return this.#grow(text);
  }

  #grow(text: string): boolean {
    this.#chars += text.length;
    if (this.#chars > this.#maxChars) throw badAnswer('too-large', this.#origin, { maxAnswerChars: this.#maxChars });
    return text !== '';
  }

  /** Cached input is input: the counts come apart, and the later ones are the final ones. */
  #count(usage: Counts | undefined): void {
    const input = tokens(usage?.input_tokens) + tokens(usage?.cache_read_input_tokens) + tokens(usage?.cache_creation_input_tokens);
    this.#usage = {
      inputTokens: Math.max(input, this.#usage.inputTokens),
      outputTokens: Math.max(tokens(usage?.output_tokens), this.#usage.outputTokens),
    };
  }

  #nothingSaid(reason: LlmAnswer['finishReason']): ModelError {
    const { model, endpoint } = this.#origin;
    if (reason !== 'content-filter') return badAnswer('empty', this.#origin, { finishReason: reason });
    return new ModelError('ARTEMIS_E_MODEL_REFUSED', `${model} at ${endpoint} refused to answer.`, {
      kind: 'stop',
      hint: 'Word the task differently, or choose another model yourself.',
      facts: { model, endpoint },
    });
  }
}

/** Servers that copy the API do not always name the reason that fits the content. */
function agreed(reason: LlmAnswer['finishReason'], toolCalls: readonly ToolCall[]): LlmAnswer['finishReason'] {
  if (reason === 'stop' && toolCalls.length > 0) return 'tool-calls';
  return reason === 'tool-calls' && toolCalls.length === 0 ? 'stop' : reason;
}

const isFilled = (input: unknown): boolean => typeof input === 'object' && input !== null && Object.keys(input).length > 0;

const tokens = (count: unknown): number => (typeof count === 'number' && Number.isFinite(count) && count > 0 ? Math.round(count) : 0);
