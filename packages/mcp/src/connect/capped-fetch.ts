import type { Clock, Fetch } from '@artemis/core';
import { MessageBudget } from './message-budget.ts';

/** Largest answer, or part of a stream, in bytes. */
const mostBytes = 10 * 1024 ** 2;

/**
 * The same network, with bounded answers: one that is larger than a result may be breaks off. A stream may go on for as long as it
 * wants, but not faster than a server that answers would.
 */
export function cappedFetch(fetch: Fetch, clock: Clock): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.body === null) return response;
    const isStream = response.headers.get('content-type')?.includes('text/event-stream') === true;
    const body = response.body.pipeThrough(isStream ? eventCap(clock) : sizeCap());
    const { status, statusText, headers } = response;
    return new Response(body, { status, statusText, headers });
  };
}

type Cap = TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>;

function sizeCap(): Cap {
  let total = 0;
  return new TransformStream({
    transform(chunk, controller) {
      total += chunk.length;
      if (total > mostBytes) controller.error(new DOMException(`The answer is larger than ${mostBytes} bytes.`, 'DataError'));
      else controller.enqueue(chunk);
    },
  });
}

/** Events end with an empty line: what is counted is the bytes since the last one, and events a while. */
function eventCap(clock: Clock): Cap {
  const budget = new MessageBudget(clock);
  let sinceEnd = 0;
  return new TransformStream({
    transform(chunk, controller) {
      const { events, rest } = countEvents(chunk);
      sinceEnd = events > 0 ? rest : sinceEnd + chunk.length;
      if (sinceEnd <= mostBytes && budget.spend(events, chunk.length)) return controller.enqueue(chunk);
      controller.error(new DOMException('The server floods its stream of events.', 'DataError'));
    },
  });
}

const [newline, carriageReturn] = [10, 13];

/** Empty lines that begin in the chunk. One that is split between two chunks is missed, which only counts more bytes to an event. */
function countEvents(chunk: Uint8Array): { readonly events: number; readonly rest: number } {
  let events = 0;
  let end = 0;
  let lineIsEmpty = false;
  for (const [index, byte] of chunk.entries()) {
    if (byte === newline) {
      if (lineIsEmpty) [events, end] = [events + 1, index + 1];
      lineIsEmpty = true;
    } else if (byte !== carriageReturn) lineIsEmpty = false;
  }
  return { events, rest: chunk.length - end };
}
