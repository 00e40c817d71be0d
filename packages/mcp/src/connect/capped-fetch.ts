import type { Clock, Fetch } from '@artemis/core';
import { eventStreamCap, type ByteStream } from './event-stream-cap.ts';

/** Largest answer, in bytes. */
const mostBytes = 10 * 1024 ** 2;

/**
 * The same network, with bounded answers: one that is larger than a result may be breaks off. A stream may go on for as long as it
 * wants, but not faster than a server that answers would, and it does not end before its answer.
 */
export function cappedFetch(fetch: Fetch, clock: Clock): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.body === null) return response;
    const isStream = response.headers.get('content-type')?.includes('text/event-stream') === true;
    const body = response.body.pipeThrough(isStream ? eventStreamCap(clock, askedId(init?.body)) : sizeCap());
    const { status, statusText, headers } = response;
    return new Response(body, { status, statusText, headers });
  };
}

function sizeCap(): ByteStream {
  let total = 0;
  return new TransformStream({
    transform(chunk, controller) {
      total += chunk.length;
      if (total > mostBytes) controller.error(new DOMException(`The answer is larger than ${mostBytes} bytes.`, 'DataError'));
      else controller.enqueue(chunk);
    },
  });
}

/** Number of the request that a body asks; `null` where it asks nothing. */
function askedId(body: unknown): number | null {
  if (typeof body !== 'string') return null;
  const message: unknown = JSON.parse(body);
  const id = typeof message === 'object' && message !== null && 'id' in message && 'method' in message ? message.id : null;
  return typeof id === 'number' ? id : null;
}
