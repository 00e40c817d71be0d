import type { Clock } from '../../ports/clock.ts';
import { AnswerBody } from './answer-body.ts';
import { badAnswer } from '../failure/bad-answer.ts';
import type { ErrorAnswer } from '../failure/classify-model-error.ts';
import type { ModelOrigin } from '../failure/model-origin.ts';

const mostBytes = 64 * 1024;
const longestWaitMs = 2_000;

/** The failed answer in a response: status and headers in any case, and as much of the body as comes soon and is reasonable. The caller ends the request. */
export async function readErrorAnswer(response: Response, origin: ModelOrigin, clock: Clock): Promise<ErrorAnswer> {
  const body = new AnswerBody(response, mostBytes, () => badAnswer('too-large', origin));
  const text = await within(clock, readStart(body));
  return { status: response.status, headers: response.headers, body: parsed(text) };
}

/** A body that breaks off or is too large still tells something by its beginning. */
async function readStart(body: AnswerBody): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const bytes of body.bytes()) text += decoder.decode(bytes, { stream: true });
  } catch {
    // What was read until here is what there is.
  }
  return text;
}

/** The status alone is worth more than a timeout in its place. */
function within(clock: Clock, reading: Promise<string>): Promise<string> {
  return new Promise((resolve) => {
    const timer = clock.after(longestWaitMs, () => resolve(''));
    void reading.then((text) => {
      timer.cancel();
      resolve(text);
    });
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A web page says nothing that belongs in a message.
    return /^\s*</.test(text) ? '' : text;
  }
}
