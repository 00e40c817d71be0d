/** A tool call as a scripted answer holds it. `arguments` is JSON text, broken on purpose in some tests. */
export interface ScriptedToolCall {
  readonly name: string;
  readonly arguments: string;
  readonly id?: string;
}

/** An answer to put on the wire. */
export interface WireAnswer {
  readonly content?: string;
  readonly toolCalls?: readonly ScriptedToolCall[];
  /** Default: `stop`, or `tool_calls` where there are some. */
  readonly finishReason?: string;
  /** Tokens to report. Default: 10 in, 5 out. */
  readonly usage?: { readonly inputTokens: number; readonly outputTokens: number };
  readonly model?: string;
}

/** Part of an answer in a stream: the delta, and the finish reason where it is the last one. */
export function streamChunk(delta: object, finishReason: string | null = null): string {
  return eventLine({
    id: 'chatcmpl-test',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'test-model',
    choices: [{ index: 0, delta, finish_reason: finishReason }],
  });
}

/** Any JSON as one server-sent event. */
export const eventLine = (data: unknown): string => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;

/** The events of a whole answer, usage and end mark included; its text is cut into pieces of `chunkSize` characters. */
export function answerEvents(answer: WireAnswer, chunkSize = 16): readonly string[] {
  const text = answer.content ?? '';
  const pieces = Array.from({ length: Math.ceil(text.length / chunkSize) }, (_, index) =>
    text.slice(index * chunkSize, (index + 1) * chunkSize),
  );
  const calls = toolCallsOf(answer);
  return [
    streamChunk({ role: 'assistant', content: '' }),
    ...pieces.map((content) => streamChunk({ content })),
    ...calls.map((call, index) => streamChunk({ tool_calls: [{ index, ...call }] })),
    streamChunk({}, finishReasonOf(answer)),
    eventLine({ object: 'chat.completion.chunk', choices: [], usage: usageOf(answer) }),
    eventLine('[DONE]'),
  ];
}

/** The body of a whole answer that is not streamed. */
export function answerBody(answer: WireAnswer): object {
  const calls = toolCallsOf(answer);
  const message = { role: 'assistant', content: answer.content ?? null, ...(calls.length > 0 ? { tool_calls: calls } : {}) };
  return {
    id: 'chatcmpl-test',
    object: 'chat.completion',
    created: 1,
    model: answer.model ?? 'test-model',
    choices: [{ index: 0, message, finish_reason: finishReasonOf(answer) }],
    usage: usageOf(answer),
  };
}

const finishReasonOf = (answer: WireAnswer): string => answer.finishReason ?? (answer.toolCalls?.length ? 'tool_calls' : 'stop');

const toolCallsOf = (answer: WireAnswer): readonly object[] =>
  (answer.toolCalls ?? []).map((call, index) => ({
    id: call.id ?? `call_${index}`,
    type: 'function',
    function: { name: call.name, arguments: call.arguments },
  }));

function usageOf({ usage = { inputTokens: 10, outputTokens: 5 } }: WireAnswer): object {
  return { prompt_tokens: usage.inputTokens, completion_tokens: usage.outputTokens, total_tokens: usage.inputTokens + usage.outputTokens };
}
