import type { ServerResponse } from 'node:http';
import type { Reply } from './reply.ts';
import { answerBody, answerEvents, eventLine, streamChunk, type WireAnswer } from './wire-format.ts';

const startEvents = (response: ServerResponse): void => void response.writeHead(200, { 'content-type': 'text/event-stream' });

/** Sends the first `count` text chunks of an answer. */
function sendChunks(response: ServerResponse, count: number): void {
  startEvents(response);
  response.flushHeaders();
  for (let sent = 0; sent < count; sent++) response.write(streamChunk({ content: `part ${sent} ` }));
}

/** Repeats `act` until the connection is gone. */
function repeat(response: ServerResponse, everyMs: number, act: () => void): void {
  const timer = setInterval(act, everyMs);
  response.on('close', () => clearInterval(timer));
}

/** A whole answer in a stream. */
export const streamed = (answer: WireAnswer | string, chunkSize?: number): Reply => ({
  name: 'streamed',
  send(response) {
    startEvents(response);
    response.end(answerEvents(typeof answer === 'string' ? { content: answer } : answer, chunkSize).join(''));
  },
});

/** A whole answer as plain JSON, whether a stream was asked for or not. */
export const plainJson = (answer: WireAnswer | string, contentType = 'application/json'): Reply =>
  body(200, answerBody(typeof answer === 'string' ? { content: answer } : answer), { 'content-type': contentType }, 'plainJson');

/** A status with any body: text as it is, anything else as JSON. */
export function body(
  status: number,
  content: unknown,
  headers: Readonly<Record<string, string | readonly string[]>> = {},
  name = `status ${status}`,
): Reply {
  return {
    name,
    send(response) {
      const isText = typeof content === 'string';
      response.writeHead(status, {
        'content-type': isText ? 'text/plain' : 'application/json',
        ...(headers as Record<string, string | string[]>),
      });
      response.end(isText ? content : JSON.stringify(content));
    },
  };
}

/** 200 with a page, as a captive portal or a proxy sends it. */
export const html = (page = '<!doctype html><html><body>Sign in to the network</body></html>'): Reply =>
  body(200, page, { 'content-type': 'text/html; charset=utf-8' }, 'html');

/** 200 with nothing in it. */
export const emptyBody = (contentType = 'application/json'): Reply => body(200, '', { 'content-type': contentType }, 'emptyBody');

/** Takes the request and never answers. */
export const hang = (): Reply => ({ name: 'hang', send: () => {} });

/** `chunks` parts of an answer, then silence. */
export const stall = (chunks: number): Reply => ({ name: 'stall', send: (response) => sendChunks(response, chunks) });

/** The headers and the beginning of a JSON body, then silence. */
export const stalledJson = (): Reply => ({
  name: 'stalledJson',
  send(response) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"id":"chatcmpl-test","choices":[');
  },
});

/** `chunks` parts of an answer, then only keep-alive comments. */
export const pings = (chunks: number, everyMs = 10): Reply => ({
  name: 'pings',
  send(response) {
    sendChunks(response, chunks);
    repeat(response, everyMs, () => response.write(': ping\n\n'));
  },
});

/** An answer of one-character parts that never ends. */
export const drip = (everyMs = 10): Reply => ({
  name: 'drip',
  send(response) {
    startEvents(response);
    let sent = 0;
    repeat(response, everyMs, () => response.write(streamChunk({ content: String.fromCharCode(97 + (sent++ % 26)) })));
  },
});

/** One phrase for ever, as fast as it is read. */
export const repeatForEver = (phrase: string): Reply => ({
  name: 'repeatForEver',
  send(response) {
    startEvents(response);
    const pump = (): void => {
      while (!response.destroyed && response.write(streamChunk({ content: phrase })));
      response.once('drain', pump);
    };
    pump();
  },
});

/** `chunks` parts of an answer, then the connection is reset. With 0 parts nothing is sent before. */
export const reset = (chunks = 0): Reply => ({
  name: 'reset',
  send(response) {
    if (chunks === 0) return void response.socket?.resetAndDestroy();
    sendChunks(response, chunks);
    // The parts must leave before the reset overtakes them.
    setTimeout(() => response.socket?.resetAndDestroy(), 20);
  },
});

/** Closes the connection before any answer. */
export const hangUp = (): Reply => ({ name: 'hangUp', send: (response) => void response.socket?.destroy() });

/** `chunks` parts of an answer, then a proper end of the body: no finish reason, no end mark. */
export const cutStream = (chunks: number): Reply => ({
  name: 'cutStream',
  send(response) {
    sendChunks(response, chunks);
    response.end();
  },
});

/** One event that is no JSON in the middle of an answer. */
export const brokenChunk = (): Reply => ({
  name: 'brokenChunk',
  send(response) {
    sendChunks(response, 1);
    response.end(eventLine('{"choices":[{"index":0,"delta":{"con'));
  },
});

/** An error object inside a stream that began well. */
export const errorInStream = (error: unknown, chunks = 1): Reply => ({
  name: 'errorInStream',
  send(response) {
    sendChunks(response, chunks);
    response.end(eventLine({ error }));
  },
});

/** A body of `totalBytes` that never repeats itself for long, inside one JSON string, one event, or a stream of large parts. */
export const flood = (totalBytes: number, form: 'json' | 'events' | 'oneEvent'): Reply => ({
  name: 'flood',
  send(response) {
    const part = Array.from({ length: 10_000 }, (_, index) => `n${index * 7919} `).join('');
    response.writeHead(200, { 'content-type': form === 'json' ? 'application/json' : 'text/event-stream' });
    response.write(
      form === 'json'
        ? '{"choices":[{"message":{"content":"'
        : form === 'oneEvent'
          ? 'data: {"choices":[{"delta":{"content":"'
          : ': begin\n\n',
    );
    let sent = 0;
    const pump = (): void => {
      while (!response.destroyed && sent < totalBytes) {
        sent += part.length;
        if (!response.write(form === 'events' ? streamChunk({ content: `${sent}${part}` }) : part))
          return void response.once('drain', pump);
      }
      if (!response.destroyed) response.end();
    };
    pump();
  },
});
