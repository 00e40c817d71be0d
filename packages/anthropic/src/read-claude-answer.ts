import type { Message, RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages';
import { AnswerBody, badAnswer, classifyErrorAnswer, type CallWatch, type LlmAnswer, type ModelOrigin } from '@artemis/core';
import { ClaudeAnswer } from './claude-answer.ts';

/** How long a server may take to close a stream whose answer is complete, in milliseconds. */
const lingerMs = 2_000;

/** What it takes to read an answer. */
export interface ClaudeReading {
  readonly origin: ModelOrigin;
  readonly watch: Pick<CallWatch, 'signal' | 'progressed' | 'finished'>;
  readonly maxAnswerBytes: number;
  /** Wall-clock time in milliseconds, for waits that are dates. */
  readonly wallMs: () => number;
}

/**
 * Reads the answer in a response of status 200: a stream, or a whole message from a server that does not stream.
 *
 * @throws ModelError when it is no complete answer.
 */
export async function readClaudeAnswer(response: Response, reading: ClaudeReading): Promise<LlmAnswer> {
  const { origin, maxAnswerBytes, watch } = reading;
  const body = new AnswerBody(response, maxAnswerBytes, () => badAnswer('too-large', origin, { maxAnswerBytes }));
  const form = await body.form();
  if (form === 'events') return readEvents(body, response.headers, reading);
  if (form === 'json') return readWhole(await body.text(() => watch.progressed()), response.headers, reading);
  const contentType = response.headers.get('content-type') ?? '';
  throw badAnswer(form === 'other' ? 'no-answer' : form, origin, { contentType });
}

async function readEvents(body: AnswerBody, headers: Headers, { origin, watch, maxAnswerBytes }: ClaudeReading): Promise<LlmAnswer> {
  const [{ Stream }, { Anthropic }] = await Promise.all([import('@anthropic-ai/sdk/core/streaming'), import('@anthropic-ai/sdk')]);
  const answer = new ClaudeAnswer(origin, maxAnswerBytes);
  // Without a client the SDK's reader would complain on the console about broken events.
  const silent = { logLevel: 'off' } as InstanceType<typeof Anthropic>;
  // Of its own: the SDK aborts it when the loop below is left, whatever for, and that must not hide the reason.
  const reader = new AbortController();
  watch.signal.addEventListener('abort', () => reader.abort(watch.signal.reason), { once: true });
  const stream = new Response(ReadableStream.from(signsOfLife(body, answer, watch)), { headers });
  try {
    for await (const event of Stream.fromSSEResponse<RawMessageStreamEvent>(stream, reader, silent)) {
      body.consumed();
      if (answer.add(event)) watch.progressed();
      if (answer.isFinished) watch.finished(lingerMs);
    }
  } catch (error) {
    // A connection that breaks after the end of the answer has done its work.
    if (!answer.isFinished) throw error;
  }
  // The SDK's reader ends quietly when it is aborted.
  if (!answer.isFinished) {
    watch.signal.throwIfAborted();
    throw badAnswer('cut', origin);
  }
  return answer.finish();
}

/** The bytes of a stream. While the model thinks, whatever comes is progress: its thoughts may be withheld. The total limit still holds. */
async function* signsOfLife(body: AnswerBody, answer: ClaudeAnswer, watch: ClaudeReading['watch']): AsyncGenerator<Uint8Array, void, void> {
  for await (const bytes of body.bytes()) {
    if (answer.isThinking) watch.progressed();
    yield bytes;
  }
}

function readWhole(text: string, headers: Headers, { origin, maxAnswerBytes, wallMs }: ClaudeReading): LlmAnswer {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null) throw badAnswer('broken', origin);
  if ('error' in value) throw classifyErrorAnswer({ headers, body: value }, origin, wallMs());
  const answer = new ClaudeAnswer(origin, maxAnswerBytes);
  answer.addMessage(value as Message);
  return answer.finish();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
