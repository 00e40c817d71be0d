import type { Clock } from '@artemis/core';
import { MessageBudget } from './message-budget.ts';

/** Bytes in, bytes out. */
export type ByteStream = TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>;

/** Largest single event, in bytes. */
const mostBytes = 10 * 1024 ** 2;
const internalError = -32_603;

/**
 * Bounds a stream of events, and ends it with an answer: the client would wait for one that can no longer come.
 *
 * @param id - Number of the request that the stream answers; `null` when it answers none.
 */
export function eventStreamCap(clock: Clock, id: number | null): ByteStream {
  const budget = new MessageBudget(clock);
  const answer = new AnswerWatch(id);
  let sinceEnd = 0;
  return new TransformStream({
    transform(chunk, controller) {
      const { events, rest } = countEvents(chunk);
      sinceEnd = events > 0 ? rest : sinceEnd + chunk.length;
      answer.watch(chunk);
      if (sinceEnd <= mostBytes && budget.spend(events, chunk.length)) return controller.enqueue(chunk);
      controller.enqueue(answer.instead('the server floods its stream of events'));
      controller.terminate();
    },
    flush: (controller) => controller.enqueue(answer.instead('the stream ended before the answer')),
  });
}

/** Looks for the answer to one request. */
class AnswerWatch {
  readonly #id: number | null;
  readonly #form: RegExp;
  readonly #decoder = new TextDecoder();
  #tail = '';
  #isThere = false;

  constructor(id: number | null) {
    this.#id = id;
    this.#form = new RegExp(`"id"\\s*:\\s*${id}(?!\\d)`);
  }

  watch(chunk: Uint8Array): void {
    if (this.#id === null || this.#isThere) return;
    const text = this.#tail + this.#decoder.decode(chunk, { stream: true });
    this.#isThere = this.#form.test(text);
    this.#tail = text.slice(-40);
  }

  /** An event that says why there is no answer; nothing where there is one, or none is awaited. */
  instead(reason: string): Uint8Array<ArrayBuffer> {
    if (this.#id === null || this.#isThere) return new Uint8Array();
    const error = { jsonrpc: '2.0', id: this.#id, error: { code: internalError, message: `No answer: ${reason}` } };
    return new TextEncoder().encode(`\n\ndata: ${JSON.stringify(error)}\n\n`);
  }
}

const [newline, carriageReturn] = [10, 13];

/** Empty lines that begin in the chunk. One that is split between two chunks is missed, which only counts more bytes to an event. */
function countEvents(chunk: Uint8Array): { readonly events: number; readonly rest: number } {
  let events = 0;
  let end = 0;
  let before = -Infinity;
  for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, at + 1)) {
    const isEmptyLine = at === before + 1 || (at === before + 2 && chunk[at - 1] === carriageReturn);
    if (isEmptyLine) [events, end] = [events + 1, at + 1];
    before = at;
  }
  return { events, rest: chunk.length - end };
}
