import type OpenAI from 'openai';
import type { LlmAnswer } from '../../capability/llm.ts';
import { AnswerAssembler } from './answer-assembler.ts';
import { AnswerBody } from './answer-body.ts';
import { badAnswer } from '../failure/bad-answer.ts';
import type { CallWatch } from './call-watch.ts';
import { classifyErrorAnswer } from '../failure/classify-model-error.ts';
import { errorIn } from './error-payload.ts';
import type { ModelOrigin } from '../failure/model-origin.ts';

/** How long a server may take to end a stream whose answer is complete, in milliseconds. */
const endMarkMs = 2_000;
/** How long the connection is kept for the end of the body after the end mark, in milliseconds. */
const restMs = 250;

/** What it takes to read an answer. */
export interface AnswerReading {
  readonly origin: ModelOrigin;
  readonly watch: CallWatch;
  readonly maxAnswerBytes: number;
  /** Wall-clock time in milliseconds, for waits that are dates. */
  readonly wallMs: () => number;
}

/** An event as the SDK's reader gives it. */
interface ServerSentEvent {
  readonly event: string | null;
  readonly data: unknown;
}

/**
 * Reads the answer in a response of status 200. What the body looks like decides, not what it is called: there are servers
 * that stream whatever is asked, that never stream, and that label neither rightly.
 *
 * @throws ModelError when it is no complete answer.
 */
export async function readAnswer(response: Response, reading: AnswerReading): Promise<LlmAnswer> {
  const { origin, maxAnswerBytes } = reading;
  const body = new AnswerBody(response, maxAnswerBytes, () => badAnswer('too-large', origin, { maxAnswerBytes }));
  const contentType = response.headers.get('content-type') ?? '';
  const form = await body.form();
  switch (form) {
    case 'events':
      return readEvents(body, response.headers, reading);
    case 'json':
      return readWhole(await body.text(() => reading.watch.progressed()), response.headers, reading);
    case 'empty':
      throw badAnswer('empty', origin, { contentType });
    case 'html':
    case 'other':
      throw badAnswer(form === 'html' ? 'html' : 'no-answer', origin, { contentType });
  }
}

function readWhole(text: string, headers: Headers, reading: AnswerReading): LlmAnswer {
  const value = parse(text);
  if (value === undefined) throw badAnswer('broken', reading.origin);
  refuseError(value, headers, reading);
  const assembler = new AnswerAssembler(reading.origin, reading.maxAnswerBytes);
  assembler.add(value);
  assembler.endOfBody();
  return assembler.finish();
}

async function readEvents(body: AnswerBody, headers: Headers, reading: AnswerReading): Promise<LlmAnswer> {
  const { watch } = reading;
  const { Stream } = await import('openai/core/streaming');
  const assembler = new AnswerAssembler(reading.origin, reading.maxAnswerBytes);
  // Without a client the SDK's reader would complain on the console about broken events.
  const silent = { logLevel: 'off' } as OpenAI;
  const stream = new Response(ReadableStream.from(body.bytes()));
  // Of its own: the SDK aborts it when the loop below is left, whatever for, and that must not hide the reason.
  const reader = new AbortController();
  watch.signal.addEventListener('abort', () => reader.abort(watch.signal.reason), { once: true });
  const events = Stream.fromSSEResponse<ServerSentEvent>(stream, reader, silent, true, 'events');
  try {
    for await (const { event, data } of events) {
      body.consumed();
      refuseError(event === 'error' ? { error: data } : data, headers, reading);
      const wasFinished = assembler.isFinished;
      if (assembler.add(data)) watch.progressed();
      if (!wasFinished && assembler.isFinished) watch.finished(endMarkMs);
    }
  } catch (error) {
    // A connection that breaks after the end of the answer has done its work.
    if (!assembler.isFinished) throw error;
  }
  // The SDK's reader ends quietly when it is aborted.
  if (!assembler.isFinished) watch.signal.throwIfAborted();
  watch.letGoAfter(body.discardRest(), restMs);
  return assembler.finish();
}

/** An error object may come with status 200, at once or in the middle of a stream. */
function refuseError(value: unknown, headers: Headers, { origin, wallMs }: AnswerReading): void {
  const error = errorIn(value);
  if (error !== undefined) throw classifyErrorAnswer({ headers, body: error }, origin, wallMs());
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
