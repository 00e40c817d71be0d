import { LLMock, type ChatCompletionRequest, type FixtureResponse } from '@copilotkit/aimock';
import type { WireAnswer } from './wire-format.ts';

/** A request as the scripted model saw it. */
export type ModelRequest = ChatCompletionRequest;

/** An error of the script. */
export interface ScriptedError {
  readonly status: number;
  readonly error: { readonly message: string; readonly type?: string; readonly code?: string };
  /** Sent with status 429 only. Default: 1. */
  readonly retryAfterSeconds?: number;
}

/** One answer of the script. Text is the content of an ordinary answer. */
export type ModelReply = string | WireAnswer | ScriptedError;

/** One line of the script: a reply, or a function that makes it from the request. */
export type ScriptLine = ModelReply | ((request: ModelRequest) => ModelReply);

/** A model that plays its script over HTTP, streamed or not, as it is asked. */
export interface ScriptedModelServer extends AsyncDisposable {
  /** Base URL to give a client, `/v1` included. */
  readonly baseUrl: string;
  /** Chat requests so far, in order. */
  readonly requests: readonly ModelRequest[];
  stop(): Promise<void>;
}

/** Starts a {@link ScriptedModelServer} on a free port of this machine. The nth request gets the nth line; the last one repeats. */
export async function scriptedModelServer(script: readonly [ScriptLine, ...ScriptLine[]]): Promise<ScriptedModelServer> {
  const requests: ModelRequest[] = [];
  const mock = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent', strict: true });
  mock.on({ endpoint: 'chat' }, (request) => {
    const line = script[Math.min(requests.length, script.length - 1)] ?? script[0];
    requests.push(request);
    return toFixture(typeof line === 'function' ? line(request) : line);
  });
  await mock.start();
  const stop = (): Promise<void> => mock.stop();
  return { baseUrl: `${mock.url}/v1`, requests, stop, [Symbol.asyncDispose]: stop };
}

function toFixture(reply: ModelReply): FixtureResponse {
  if (typeof reply === 'string') return { content: reply };
  if ('status' in reply)
    return {
      error: reply.error,
      status: reply.status,
      ...(reply.retryAfterSeconds === undefined ? {} : { retryAfter: reply.retryAfterSeconds }),
    };
  const { usage, toolCalls, content, finishReason, model } = reply;
  const overrides = {
    ...(finishReason === undefined ? {} : { finishReason }),
    ...(model === undefined ? {} : { model }),
    ...(usage === undefined ? {} : { usage: { prompt_tokens: usage.inputTokens, completion_tokens: usage.outputTokens } }),
  };
  if (!toolCalls) return { content: content ?? '', ...overrides };
  const calls = toolCalls.map((call) => ({ ...call }));
  return content === undefined ? { toolCalls: calls, ...overrides } : { content, toolCalls: calls, ...overrides };
}
