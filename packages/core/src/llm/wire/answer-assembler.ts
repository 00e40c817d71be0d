import type { LlmAnswer, LlmUsage } from '../../capability/llm.ts';
import { sanitizeLine } from '../../errors/sanitize-text.ts';
import { badAnswer } from '../failure/bad-answer.ts';
import { isRecord } from './error-payload.ts';
import { readFinishReason } from './finish-reason.ts';
import { ModelError } from '../failure/model-error.ts';
import { quoteServer, type ModelOrigin } from '../failure/model-origin.ts';
import { RepetitionDetector } from '../answer/repetition-detector.ts';
import { ToolCallList } from './tool-call-list.ts';

const longestModelName = 100;

/** Puts an answer together from the chunks of a stream or from one whole body, and refuses what is none. */
export class AnswerAssembler {
  readonly #origin: ModelOrigin;
  readonly #maxBytes: number;
  readonly #toolCalls = new ToolCallList();
  readonly #repetition = new RepetitionDetector();
  readonly #content: string[] = [];
  #refusal = '';
  #chars = 0;
  #finishWord: string | null = null;
  #usage: LlmUsage = { inputTokens: 0, outputTokens: 0 };
  #model: string;

  constructor(origin: ModelOrigin, maxBytes: number) {
    this.#origin = origin;
    this.#maxBytes = maxBytes;
    this.#model = origin.model;
  }

  /** Whether the server has said that the answer is at its end. */
  get isFinished(): boolean {
    return this.#finishWord !== null;
  }

  /**
   * Adds a chunk, or a whole body.
   *
   * @returns Whether it brought the answer forward.
   * @throws ModelError `ARTEMIS_E_MODEL_BAD_ANSWER` when the answer grows too large or repeats itself.
   */
  add(chunk: unknown): boolean {
    if (!isRecord(chunk)) throw badAnswer('no-answer', this.#origin);
    if (typeof chunk['model'] === 'string' && chunk['model'] !== '') this.#model = sanitizeLine(chunk['model'], longestModelName);
    if (isRecord(chunk['usage'])) this.#usage = readUsage(chunk['usage']);
    const choice = Array.isArray(chunk['choices']) ? (chunk['choices'] as unknown[]).find(isFirst) : undefined;
    if (!isRecord(choice)) return false;
    const message = choice['delta'] ?? choice['message'];
    if (isRecord(message)) this.#addMessage(message);
    const finish = choice['finish_reason'];
    if (typeof finish === 'string' && finish !== '') this.#finishWord = finish;
    return typeof finish === 'string' || saysSomething(message);
  }

  /** The body was whole by itself: where no finish reason stands in it, it simply ended. */
  endOfBody(): void {
    this.#finishWord ??= 'stop';
  }

  /** @throws ModelError when there is no finish reason, no content, or a refusal instead. */
  finish(): LlmAnswer {
    if (this.#finishWord === null) throw badAnswer('cut', this.#origin, { receivedChars: this.#chars });
    const reason = readFinishReason(this.#finishWord);
    if (reason === 'failed') throw badAnswer('failed', this.#origin, { finishReason: this.#finishWord });
    const toolCalls = this.#toolCalls.finish();
    if (toolCalls === undefined) throw badAnswer('broken', this.#origin);
    const content = this.#content.join('');
    if (toolCalls.length === 0 && content.trim() === '') throw this.#nothingSaid(reason);
    const finishReason =
      toolCalls.length > 0 && reason === 'stop' ? 'tool-calls' : toolCalls.length === 0 && reason === 'tool-calls' ? 'stop' : reason;
    return { content, toolCalls, finishReason, usage: this.#usage, model: this.#model };
  }

  #addMessage(message: Readonly<Record<string, unknown>>): void {
    const content = textIn(message['content']);
    const thoughts = textIn(message['reasoning_content']) || textIn(message['reasoning']);
    const refusal = textIn(message['refusal']);
    const calls: readonly unknown[] = Array.isArray(message['tool_calls']) ? message['tool_calls'] : [];
    const called = calls.map((call) => this.#toolCalls.add(call)).join('');
    this.#chars += content.length + thoughts.length + refusal.length + called.length;
    // A character is at least a byte: what passes here is never more than the limit in memory for long.
    if (this.#chars > this.#maxBytes) throw badAnswer('too-large', this.#origin, { maxAnswerBytes: this.#maxBytes });
    if (content !== '') this.#content.push(content);
    this.#refusal = (this.#refusal + refusal).slice(0, 1_000);
    if (this.#repetition.push(thoughts + content + called)) throw badAnswer('repetition', this.#origin, { receivedChars: this.#chars });
  }

  #nothingSaid(reason: LlmAnswer['finishReason']): ModelError {
    if (this.#refusal === '' && reason !== 'content-filter') return badAnswer('empty', this.#origin, { finishReason: reason });
    const words = this.#refusal === '' ? 'its content filter cut the answer' : quoteServer(this.#refusal, this.#origin);
    return new ModelError('ARTEMIS_E_MODEL_REFUSED', `${this.#origin.model} at ${this.#origin.endpoint} refused: ${words}`, {
      kind: 'stop',
      hint: 'Word the task differently, or choose another model yourself.',
      facts: { model: this.#origin.model, endpoint: this.#origin.endpoint },
    });
  }
}

const isFirst = (choice: unknown): boolean => isRecord(choice) && (choice['index'] === 0 || choice['index'] === undefined);

/** Whether a part brings the answer forward. Vendors have many names for thoughts; what counts is that there is something. */
const saysSomething = (message: unknown): boolean =>
  isRecord(message) &&
  Object.entries(message).some(([name, value]) => name !== 'role' && value !== null && value !== '' && !isEmptyList(value));

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** Text, or a list of parts of which some are text. */
function textIn(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part: unknown) => (isRecord(part) && typeof part['text'] === 'string' ? part['text'] : '')).join('');
}

function readUsage(usage: Readonly<Record<string, unknown>>): LlmUsage {
  const count = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.round(value) : 0);
  return { inputTokens: count(usage['prompt_tokens']), outputTokens: count(usage['completion_tokens']) };
}
