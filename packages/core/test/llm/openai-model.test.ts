import { getEventListeners } from 'node:events';
import { createServer } from 'node:http';
import { faultServer, replies, scriptedModelServer } from '@artemis/tooling-testkit';
import { describe, expect, it } from 'vitest';
import { ModelError } from '../../src/llm/model-error.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { askAt, callWith, clientAt, key, modelAt, question } from './ask.ts';

const tools = [{ name: 'look', description: 'Looks.', parameters: { type: 'object', properties: {} } }];
const badAnswer = (reason: string): object => ({ code: 'ARTEMIS_E_MODEL_BAD_ANSWER', facts: expect.objectContaining({ reason }) });

describe('an answer', () => {
  it('comes whole from a streaming server, with usage and model', async () => {
    await using server = await scriptedModelServer([{ content: 'Hello, this is a long enough text.', usage: { inputTokens: 7, outputTokens: 9 } }]);

    const answer = await askAt(server.baseUrl);

    expect(answer).toEqual({
      content: 'Hello, this is a long enough text.',
      toolCalls: [],
      finishReason: 'stop',
      usage: { inputTokens: 7, outputTokens: 9 },
      model: 'test-model',
    });
    expect(server.requests[0]).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  });

  it('comes from a server that answers plain JSON whatever it is asked', async () => {
    await using server = await faultServer([replies.plainJson('whole')]);

    const answer = await askAt(server.baseUrl);

    expect(answer).toMatchObject({ content: 'whole', finishReason: 'stop', usage: { inputTokens: 10, outputTokens: 5 } });
  });

  it.each([
    ['a stream', replies.streamed({ content: 'fine' })],
    ['JSON', replies.plainJson('fine', 'text/plain')],
  ])('comes from %s with a wrong content type', async (_form, reply) => {
    const mislabelled = { ...reply, send: (response: any, request: any) => {
      response.setHeader('content-type', 'application/octet-stream');
      const writeHead = response.writeHead.bind(response);
      response.writeHead = (status: number) => writeHead(status);
      reply.send(response, request);
    } };
    await using server = await faultServer([mislabelled]);

    expect((await askAt(server.baseUrl)).content).toBe('fine');
  });

  it('comes whole when a stream arrives one byte at a time', async () => {
    const bytes = Buffer.from(`data: {"choices":[{"index":0,"delta":{"content":"Grüße 🚀"},"finish_reason":null}]}\r\n\r\ndata: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\r\n\r\ndata: [DONE]\r\n\r\n`);
    await using server = await faultServer([{ name: 'bytes', send(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      let sent = 0;
      const next = (): void => void (sent < bytes.length ? response.write(bytes.subarray(sent, ++sent), () => setImmediate(next)) : response.end());
      next();
    } }]);

    expect((await askAt(server.baseUrl)).content).toBe('Grüße 🚀');
  });

  it('brings tool calls, also those a server cuts into pieces', async () => {
    const events = [
      { tool_calls: [{ index: 0, id: 'a', type: 'function', function: { name: 'look', arguments: '' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '{"path":' } }] },
      { tool_calls: [{ index: 1, id: 'b', type: 'function', function: { name: 'look', arguments: '{"pa' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '"x"}' } }] },
    ];
    await using server = await faultServer([{ name: 'pieces', send(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const delta of events) response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`);
      response.end('data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n');
    } }]);

    const answer = await askAt(server.baseUrl, {}, { ...question, tools });

    expect(answer.finishReason).toBe('tool-calls');
    expect(answer.toolCalls).toEqual([
      { id: 'a', name: 'look', arguments: '{"path":"x"}' },
      { id: 'b', name: 'look', arguments: '{"pa' },
    ]);
  });

  it('brings tool calls although the server says stop, and sends their results back', async () => {
    await using server = await scriptedModelServer([
      { toolCalls: [{ name: 'look', arguments: '{}', id: 'call_7' }], finishReason: 'stop' },
      ({ messages }) => `got ${JSON.stringify(messages.at(-1))}`,
    ]);
    const model = await clientAt(server.baseUrl);

    const first = await model.complete({ ...question, tools }, callWith());
    const second = await model.complete(
      { messages: [...question.messages, { role: 'assistant', content: '', toolCalls: first.toolCalls }, { role: 'tool', toolCallId: 'call_7', content: 'a file' }], tools },
      callWith(),
    );

    expect(first.finishReason).toBe('tool-calls');
    expect(second.content).toContain('"tool_call_id":"call_7"');
  });

  it('says when it was cut at the token limit', async () => {
    await using server = await scriptedModelServer([{ content: 'half', finishReason: 'length' }]);

    expect((await askAt(server.baseUrl)).finishReason).toBe('length');
  });

  it('is accepted when the server never closes a finished stream', async () => {
    const clock = new FakeClock();
    const finished = replies.streamed('done');
    await using server = await faultServer([{ name: 'open', send(response, request) {
      response.end = ((text: string) => response.write(text.replace('data: [DONE]\n\n', ''))) as typeof response.end;
      finished.send(response, request);
    } }]);

    const asked = askAt(server.baseUrl, { clock });
    let answer: string | undefined;
    void asked.then(({ content }) => (answer = content));
    await until(async () => (await clock.advanceAsync(100), answer !== undefined));

    expect(answer).toBe('done');
    expect(clock.nowMs()).toBeLessThan(30_000);
    expect(clock.pendingTimers).toBe(0);
  });

  it('costs a request of less than 300 bytes beside its text', async () => {
    await using server = await faultServer([replies.streamed('ok')]);

    await askAt(server.baseUrl);

    expect(server.requests[0]?.body.length).toBeLessThan(300);
  });
});

describe('a request', () => {
  it('carries the key as a bearer token, and none where there is no key', async () => {
    await using server = await faultServer([replies.streamed('ok')]);

    await askAt(server.baseUrl);
    await (await clientAt(server.baseUrl, {}, { apiKey: '', headers: { 'api-key': 'abc' } })).complete(question, callWith());

    expect(server.requests.map(({ headers }) => [headers['authorization'], headers['api-key']])).toEqual([[`Bearer ${key}`, undefined], [undefined, 'abc']]);
  });

  it('keeps the query of the base URL', async () => {
    await using server = await faultServer([replies.streamed('ok')]);

    await askAt(`${server.baseUrl}/?api-version=1`);

    expect(server.requests[0]?.path).toBe('/v1/chat/completions?api-version=1');
  });

  it.each([
    ['stream_options', 'Unrecognized request argument supplied: stream_options', (body: any) => body.stream_options === undefined],
    ['max_tokens', "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", (body: any) => body.max_completion_tokens === 9],
    ['temperature', "Unsupported value: 'temperature' does not support 0.2 with this model.", (body: any) => body.temperature === undefined],
    ['stream', 'Your organization must be verified to stream this model.', (body: any) => body.stream === false],
  ])('leaves out %s once a server has refused it, and remembers', async (_part, message, isAdapted) => {
    const refusal = replies.body(400, { error: { message, type: 'invalid_request_error' } });
    await using server = await faultServer([refusal, replies.plainJson('ok')]);
    const model = await clientAt(server.baseUrl);
    const request = { ...question, maxOutputTokens: 9, temperature: 0.2 };

    const answers = [await model.complete(request, callWith()), await model.complete(request, callWith())];

    expect(answers.map(({ content }) => content)).toEqual(['ok', 'ok']);
    expect(server.requests.map(({ body }) => isAdapted(JSON.parse(body)))).toEqual([false, true, true]);
  });

  it('is not repeated for ever at a server that refuses everything', async () => {
    await using server = await faultServer([replies.body(400, { error: { message: 'unsupported: stream stream_options temperature max_tokens max_completion_tokens' } })]);
    const model = await clientAt(server.baseUrl);

    await expect(model.complete({ ...question, maxOutputTokens: 9, temperature: 0 }, callWith())).rejects.toMatchObject({ code: 'ARTEMIS_E_MODEL_BAD_REQUEST', kind: 'switch' });
    expect(server.requests.length).toBeLessThanOrEqual(5);
  });
});

describe('no answer', () => {
  it('L01: a refused connection is found two causes down', async () => {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const { port } = probe.address() as { port: number };
    await new Promise((resolve) => probe.close(resolve));

    await expect(askAt(`http://127.0.0.1:${port}/v1`)).rejects.toMatchObject({ code: 'ARTEMIS_E_MODEL_UNREACHABLE', kind: 'retry', facts: { reason: 'ECONNREFUSED' } });
  });

  it('L03: a server that takes the call and never answers is given up after the first-byte limit', async () => {
    const clock = new FakeClock();
    await using server = await faultServer([replies.hang()]);
    const asked = askAt(server.baseUrl, { clock, limits: { firstByteMs: 30_000 } });
    await server.received(1);

    clock.advance(30_000);

    await expect(asked).rejects.toMatchObject({ code: 'ARTEMIS_E_MODEL_TIMEOUT', kind: 'retry', facts: { phase: 'first-byte', limitMs: 30_000 } });
    expect(server.fired.get('hang')).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });

  it('L03: a server that does not stream may take its time for the headers', async () => {
    const clock = new FakeClock();
    await using server = await faultServer([replies.body(400, { error: { message: 'streaming is not supported' } }), replies.hang()]);
    const asked = askAt(server.baseUrl, { clock });
    await server.received(2);

    clock.advance(599_000);
    await expect(Promise.race([asked, Promise.resolve('waiting')])).resolves.toBe('waiting');
    clock.advance(1_000);

    await expect(asked).rejects.toMatchObject({ facts: { limitMs: 600_000 } });
  });

  it.each([
    ['L04: a JSON body', replies.stalledJson()],
    ['L06: a stream', replies.stall(3)],
    ['L06: a stream of keep-alive comments', replies.pings(3, 5)],
    ['L06: a stream that begins with comments', replies.pings(0, 5)],
  ])('%s that stands still is given up after the idle limit', async (_what, reply) => {
    await using server = await faultServer([reply]);

    await expect(askAt(server.baseUrl, { limits: { idleMs: 150 } })).rejects.toMatchObject({ code: 'ARTEMIS_E_MODEL_TIMEOUT', kind: 'retry', facts: { phase: 'idle' } });
    expect(server.fired.get(reply.name)).toBe(1);
    await until(async () => (await server.connections()) === 0);
  });

  it('L05: an answer that drips for ever is given up after the total limit', async () => {
    await using server = await faultServer([replies.drip(10)]);

    await expect(askAt(server.baseUrl, { limits: { idleMs: 10_000, totalMs: 300 } })).rejects.toMatchObject({ code: 'ARTEMIS_E_MODEL_TIMEOUT', facts: { phase: 'total' } });
    expect(server.fired.get('drip')).toBe(1);
  });

  it.each([
    ['before the answer', replies.reset(0)],
    ['in mid-stream', replies.reset(3)],
    ['by a hang-up', replies.hangUp()],
  ])('L08: a connection that breaks %s may be tried again', async (_when, reply) => {
    await using server = await faultServer([reply]);

    await expect(askAt(server.baseUrl)).rejects.toMatchObject({ code: 'ARTEMIS_E_MODEL_UNREACHABLE', kind: 'retry' });
    expect(server.fired.get(reply.name)).toBe(1);
  });

  it.each([0, 1, 5])('a stream that ends after %i parts without a finish reason is cut, not done', async (parts) => {
    await using server = await faultServer([replies.cutStream(parts)]);

    await expect(askAt(server.baseUrl)).rejects.toMatchObject({ ...badAnswer(parts === 0 ? 'empty' : 'cut'), kind: 'retry' });
  });

  it('a broken event is a broken answer, and nothing is printed about it', async () => {
    await using server = await faultServer([replies.brokenChunk()]);
    const printed: unknown[] = [];
    const { error } = console;
    console.error = (...args) => void printed.push(args);
    try {
      await expect(askAt(server.baseUrl)).rejects.toMatchObject({ code: 'ARTEMIS_E_MODEL_BAD_ANSWER', kind: 'retry' });
    } finally {
      console.error = error;
    }
    expect(printed).toEqual([]);
  });

  it.each([
    ['with its shape of an error', { message: 'The engine is overloaded', type: 'server_error' }, 'ARTEMIS_E_MODEL_OVERLOADED'],
    ['with a quota text', { message: 'You exceeded your current quota', code: 'insufficient_quota' }, 'ARTEMIS_E_MODEL_QUOTA'],
    ['as plain text', 'Rate limit reached', 'ARTEMIS_E_MODEL_RATE_LIMITED'],
  ])('an error inside a stream counts, %s', async (_shape, error, code) => {
    await using server = await faultServer([replies.errorInStream(error)]);

    await expect(askAt(server.baseUrl)).rejects.toMatchObject({ code });
  });

  it.each([
    ['an error object', { error: { message: 'Provider returned error', code: 502 } }, 'ARTEMIS_E_MODEL_OVERLOADED'],
    ['an error without a wrapper', { object: 'error', message: 'The model `x` does not exist.', type: 'NotFoundError', code: 404 }, 'ARTEMIS_E_MODEL_NOT_FOUND'],
  ])('status 200 with %s is an error', async (_shape, body, code) => {
    await using server = await faultServer([replies.body(200, body)]);

    await expect(askAt(server.baseUrl)).rejects.toMatchObject({ code });
  });

  it.each([
    ['a page', replies.html(), 'html'],
    ['an empty body', replies.emptyBody(), 'empty'],
    ['an empty stream', replies.emptyBody('text/event-stream'), 'empty'],
    ['plain text', replies.body(200, 'Service is starting', { 'content-type': 'text/plain' }), 'no-answer'],
    ['broken JSON', replies.body(200, '{"choices":[', { 'content-type': 'application/json' }), 'broken'],
    ['JSON of another kind', replies.body(200, { hello: 'world' }), 'empty'],
    ['a list', replies.body(200, '[]', { 'content-type': 'application/json' }), 'no-answer'],
  ])('L17: status 200 with %s counts against the provider', async (_what, reply, reason) => {
    await using server = await faultServer([reply]);

    await expect(askAt(server.baseUrl)).rejects.toMatchObject({ ...badAnswer(reason), kind: 'retry' });
    expect(server.fired.get(reply.name)).toBe(1);
  });

  it.each(['', ' \n\t '])('C04: an answer of %j is no answer', async (content) => {
    await using server = await scriptedModelServer([content]);

    await expect(askAt(server.baseUrl)).rejects.toMatchObject(badAnswer('empty'));
  });

  it('C05: a refusal is quoted, cleaned and cut', async () => {
    const refusal = `I cannot \u001b[31mhelp\u001b[0m with that. ${'x'.repeat(400)}`;
    await using server = await faultServer([replies.body(200, { choices: [{ message: { role: 'assistant', content: null, refusal }, finish_reason: 'stop' }] })]);

    const error = await askAt(server.baseUrl).catch((reason: unknown) => reason as ModelError);

    expect(error).toMatchObject({ code: 'ARTEMIS_E_MODEL_REFUSED', kind: 'stop' });
    expect((error as ModelError).message).toContain('I cannot help with that.');
    expect((error as ModelError).message).not.toContain('\u001b');
    expect((error as ModelError).message.length).toBeLessThan(300);
  });

  it.each(['json', 'events', 'oneEvent'] as const)('C06: an answer without end (%s) is cut off at the limit and its connection closed', async (form) => {
    await using server = await faultServer([replies.flood(200 * 1024 * 1024, form)]);
    const before = process.memoryUsage.rss();

    await expect(askAt(server.baseUrl)).rejects.toMatchObject(badAnswer('too-large'));

    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 1024 * 1024);
    await until(async () => (await server.connections()) === 0);
  });

  it('one phrase for ever is ended early', async () => {
    await using server = await faultServer([replies.repeatForEver('I will now write the file. ')]);

    const error = await askAt(server.baseUrl).catch((reason: unknown) => reason as ModelError);

    expect(error).toMatchObject({ ...badAnswer('repetition'), kind: 'retry' });
    expect((error as ModelError).facts['receivedChars']).toBeLessThan(10_000);
  });
});

describe('a failed answer', () => {
  it.each([
    ['L09', 429, { 'retry-after': '2' }, { code: 'ARTEMIS_E_MODEL_RATE_LIMITED', kind: 'retry', retryAfterMs: 2_000 }],
    ['L10', 429, { 'retry-after': '-5' }, { code: 'ARTEMIS_E_MODEL_RATE_LIMITED', retryAfterMs: 1_000 }],
    ['L10', 429, { 'retry-after': 'garbage' }, { retryAfterMs: 1_000 }],
    ['L10', 429, { 'retry-after': '1e309' }, { retryAfterMs: 1_000 }],
    ['L10', 429, { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, { retryAfterMs: 1_000 }],
    ['L10', 429, { 'retry-after': '5000000' }, { retryAfterMs: 5_000_000_000 }],
    ['L12', 403, {}, { code: 'ARTEMIS_E_MODEL_AUTH', kind: 'switch' }],
    ['L13', 503, {}, { code: 'ARTEMIS_E_MODEL_OVERLOADED', kind: 'retry' }],
    ['L13', 529, {}, { code: 'ARTEMIS_E_MODEL_OVERLOADED', kind: 'retry' }],
    ['L15', 404, {}, { code: 'ARTEMIS_E_MODEL_NOT_FOUND', kind: 'switch' }],
    ['L16', 413, {}, { code: 'ARTEMIS_E_MODEL_CONTEXT_LENGTH', kind: 'shrink' }],
  ])('%s: status %i with %o', async (_row, status, headers, expected) => {
    await using server = await faultServer([replies.body(status, '', headers)]);

    await expect(askAt(server.baseUrl)).rejects.toMatchObject(expected);
    expect(server.requests).toHaveLength(1);
  });

  it('L12: names the variable of the key and its end, never the key, even if the server quotes it', async () => {
    await using server = await faultServer([replies.body(401, { error: { message: `Incorrect API key provided: ${key}. It begins with sk-test-0123.`, code: 'invalid_api_key' } })]);

    const error = await askAt(server.baseUrl).catch((reason: unknown) => reason as ModelError);

    expect(error).toMatchObject({ code: 'ARTEMIS_E_MODEL_AUTH', kind: 'switch' });
    const everything = JSON.stringify({ ...(error as ModelError) }) + (error as ModelError).message + (error as ModelError).hint + (error as ModelError).stack;
    expect(everything).toContain('OPENAI_API_KEY');
    expect(everything).toContain('"XYZ"');
    expect(everything).not.toContain('sk-test');
    expect(everything).not.toContain('abcdef');
  });

  it('keeps its status when the body stalls', async () => {
    const clock = new FakeClock();
    await using server = await faultServer([{ name: 'stalled', send: (response) => void response.writeHead(503).write('{"error":') }]);
    const failure = askAt(server.baseUrl, { clock }).catch((reason: unknown) => reason);
    let settled: unknown;
    void failure.then((reason) => (settled = reason));

    await until(async () => (await clock.advanceAsync(100), settled !== undefined));

    expect(settled).toMatchObject({ code: 'ARTEMIS_E_MODEL_OVERLOADED', facts: { status: 503 } });
  });

  it('is not read beyond 64 KiB', async () => {
    const flood = replies.flood(50 * 1024 * 1024, 'json');
    await using server = await faultServer([{ name: 'flood 500', send(response, request) {
      const writeHead = response.writeHead.bind(response);
      response.writeHead = (() => writeHead(500)) as typeof response.writeHead;
      flood.send(response, request);
    } }]);

    await expect(askAt(server.baseUrl)).rejects.toMatchObject({ code: 'ARTEMIS_E_MODEL_OVERLOADED' });
    await until(async () => (await server.connections()) === 0);
  });

  it('M25: a redirect is refused, and neither key nor prompt reach the other address', async () => {
    await using other = await faultServer([replies.streamed('stolen')]);
    await using server = await faultServer([replies.body(307, '', { location: `${other.baseUrl}/chat/completions` })]);

    await expect(askAt(server.baseUrl)).rejects.toMatchObject({ code: 'ARTEMIS_E_MODEL_NOT_FOUND', kind: 'switch' });
    expect(server.requests).toHaveLength(1);
    expect(other.requests).toHaveLength(0);
  });
});

describe('settings', () => {
  it.each([
    ['no address', { baseUrl: 'localhost:1234' }],
    ['another scheme', { baseUrl: 'file:///etc/passwd' }],
    ['a password in the address', { baseUrl: 'http://me:hunter2@localhost/v1' }],
    ['a key with a line break', { apiKey: 'sk-secret-secret\nsecond' }],
    ['a header with a dash that is none', { headers: { 'x-team': 'a—b' } }],
  ])('with %s are refused without showing them', async (_what, settings) => {
    const error = await clientAt('http://localhost', {}, settings).catch((reason: unknown) => reason as ModelError);

    expect(error).toMatchObject({ code: 'ARTEMIS_E_MODEL_SETTINGS', kind: 'switch' });
    expect((error as ModelError).message + (error as ModelError).stack).not.toMatch(/hunter2|secret-secret|passwd|a—b/);
  });

  it('name the implementation', () => {
    expect(modelAt('http://localhost').name).toBe('openai/test-model');
  });
});

describe('an abort', () => {
  it('L20: ends the call with the caller’s own reason, at once', async () => {
    await using server = await faultServer([replies.stall(2)]);
    const controller = new AbortController();
    const asked = (await clientAt(server.baseUrl)).complete(question, callWith(controller.signal));
    await server.received(1);

    controller.abort(new Error('stopped by the user'));

    await expect(asked).rejects.toThrow('stopped by the user');
    await until(async () => (await server.connections()) === 0);
  });

  it('that came before the call sends nothing', async () => {
    await using server = await faultServer([replies.streamed('ok')]);

    await expect((await clientAt(server.baseUrl)).complete(question, callWith(AbortSignal.abort(new Error('too late'))))).rejects.toThrow('too late');
    expect(server.requests).toHaveLength(0);
  });

  it('L21: 500 calls leave no listener, timer or socket behind', async () => {
    const clock = new FakeClock();
    await using server = await faultServer([replies.streamed('ok')]);
    const { signal } = new AbortController();
    const model = await clientAt(server.baseUrl, { clock });

    for (let round = 0; round < 50; round++) {
      await Promise.all(Array.from({ length: 10 }, () => model.complete(question, callWith(signal))));
    }

    expect(server.fired.get('streamed')).toBe(500);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    expect(clock.pendingTimers).toBe(0);
    expect(await server.connections()).toBeLessThanOrEqual(20);
  });
});

describe('health', () => {
  it('is asked for without a model call', async () => {
    await using server = await faultServer([replies.streamed('ok')]);
    const implementation = modelAt(server.baseUrl);

    await implementation.checkHealth?.(await implementation.create(callWith()), callWith());

    expect(server.fired.get('models')).toBe(1);
    expect(server.requests).toHaveLength(0);
  });

  it.each([
    [401, { code: 'ARTEMIS_E_MODEL_AUTH' }],
    [503, { code: 'ARTEMIS_E_MODEL_OVERLOADED' }],
  ])('is bad with status %i, and says why', async (status, expected) => {
    await using server = await faultServer([replies.hang()], { models: replies.body(status, '') });
    const implementation = modelAt(server.baseUrl);

    await expect(implementation.checkHealth?.(await implementation.create(callWith()), callWith())).rejects.toMatchObject(expected);
  });

  it('is good at a server that has no list', async () => {
    await using server = await faultServer([replies.hang()], { models: replies.body(404, '') });
    const implementation = modelAt(server.baseUrl);

    await expect(implementation.checkHealth?.(await implementation.create(callWith()), callWith())).resolves.toBeUndefined();
  });

  it('has its own deadline', async () => {
    const clock = new FakeClock();
    await using server = await faultServer([replies.hang()], { models: replies.hang() });
    const implementation = modelAt(server.baseUrl, { clock });
    const checked = implementation.checkHealth?.(await implementation.create(callWith()), callWith());
    await until(async () => server.fired.get('hang') === 1);

    clock.advance(5_000);

    await expect(checked).rejects.toMatchObject({ code: 'ARTEMIS_E_MODEL_TIMEOUT', facts: { limitMs: 5_000 } });
  });
});

/** Waits until something is true. The test's own time limit is the only limit. */
async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 5));
}
