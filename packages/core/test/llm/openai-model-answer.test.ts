import { answerBody, answerEvents, faultServer, replies, scriptedModelServer, type Reply } from '@artemis/tooling-testkit';
import { describe, expect, it } from 'vitest';
import { askAt, callWith, clientAt, key, question, until } from './ask.ts';

const tools = [{ name: 'look', description: 'Looks.', parameters: { type: 'object', properties: {} } }];

describe('an answer', () => {
  it('comes whole from a streaming server, with usage and model', async () => {
    await using server = await scriptedModelServer([
      { content: 'Hello, this is a long enough text.', usage: { inputTokens: 7, outputTokens: 9 } },
    ]);

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
    ['a stream', replies.body(200, answerEvents({ content: 'fine' }).join(''), { 'content-type': 'application/json' })],
    ['JSON', replies.body(200, answerBody({ content: 'fine' }), { 'content-type': 'text/event-stream' })],
  ])('comes from %s with a wrong content type', async (_form, reply) => {
    await using server = await faultServer([reply]);

    expect((await askAt(server.baseUrl)).content).toBe('fine');
  });

  it('comes whole when a stream arrives one byte at a time', async () => {
    const bytes = Buffer.from(
      `data: {"choices":[{"index":0,"delta":{"content":"Grüße 🚀"},"finish_reason":null}]}\r\n\r\ndata: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\r\n\r\ndata: [DONE]\r\n\r\n`,
    );
    await using server = await faultServer([
      {
        name: 'bytes',
        send(response) {
          response.writeHead(200, { 'content-type': 'text/event-stream' });
          let sent = 0;
          const next = (): void =>
            void (sent < bytes.length ? response.write(bytes.subarray(sent, ++sent), () => setImmediate(next)) : response.end());
          next();
        },
      },
    ]);

    expect((await askAt(server.baseUrl)).content).toBe('Grüße 🚀');
  });

  it('brings tool calls, also those a server cuts into pieces', async () => {
    const events = [
      { tool_calls: [{ index: 0, id: 'a', type: 'function', function: { name: 'look', arguments: '' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '{"path":' } }] },
      { tool_calls: [{ index: 1, id: 'b', type: 'function', function: { name: 'look', arguments: '{"pa' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '"x"}' } }] },
    ];
    await using server = await faultServer([
      {
        name: 'pieces',
        send(response) {
          response.writeHead(200, { 'content-type': 'text/event-stream' });
          for (const delta of events) response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`);
          response.end('data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n');
        },
      },
    ]);

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
      {
        messages: [
          ...question.messages,
          { role: 'assistant', content: '', toolCalls: first.toolCalls },
          { role: 'tool', toolCallId: 'call_7', content: 'a file' },
        ],
        tools,
      },
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
    const events = answerEvents({ content: 'done' });
    const open: Reply = {
      name: 'open',
      send(response) {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(events.slice(0, -1).join(''));
      },
    };
    await using server = await faultServer([open]);

    expect((await askAt(server.baseUrl)).content).toBe('done');
    await until(async () => (await server.connections()) === 0);
  });

  it('leaves its connection to the next one, also where it came in many parts', async () => {
    const events = answerEvents({ content: 'word after word' }, 4);
    const sockets = new Set<unknown>();
    const slow: Reply = {
      name: 'slow',
      send(response) {
        sockets.add(response.socket);
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        let sent = 0;
        const next = (): unknown => (sent < events.length ? response.write(events[sent++], () => setTimeout(next, 1)) : response.end());
        next();
      },
    };
    await using server = await faultServer([slow]);
    const model = await clientAt(server.baseUrl);

    for (let call = 1; call <= 10; call++) {
      await model.complete(question, callWith());
      await until(async () => server.finished === call);
    }

    expect(sockets.size).toBeLessThan(10);
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

    expect(server.requests.map(({ headers }) => [headers['authorization'], headers['api-key']])).toEqual([
      [`Bearer ${key}`, undefined],
      [undefined, 'abc'],
    ]);
  });

  it('keeps the query of the base URL', async () => {
    await using server = await faultServer([replies.streamed('ok')]);

    await askAt(`${server.baseUrl}/?api-version=1`);

    expect(server.requests[0]?.path).toBe('/v1/chat/completions?api-version=1');
  });

  it.each([
    ['stream_options', 'Unrecognized request argument supplied: stream_options', (body: any) => body.stream_options === undefined],
    [
      'max_tokens',
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      (body: any) => body.max_completion_tokens === 9,
    ],
    [
      'temperature',
      "Unsupported value: 'temperature' does not support 0.2 with this model.",
      (body: any) => body.temperature === undefined,
    ],
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

  it('is sent whole again when leaving something out did not help', async () => {
    const refusal = replies.body(400, { error: { message: 'unsupported value for temperature and stream_options' } });
    await using server = await faultServer([refusal, refusal, refusal, replies.streamed('ok')]);
    const model = await clientAt(server.baseUrl);
    const request = { ...question, temperature: 0.2 };

    await expect(model.complete(request, callWith())).rejects.toMatchObject({ code: 'ARTEMIS_E_MODEL_BAD_REQUEST' });
    await model.complete(request, callWith());

    expect(server.requests.map(({ body }) => 'temperature' in JSON.parse(body))).toEqual([true, true, false, true]);
  });

  it('is not repeated for ever at a server that refuses everything', async () => {
    await using server = await faultServer([
      replies.body(400, { error: { message: 'unsupported: stream stream_options temperature max_tokens max_completion_tokens' } }),
    ]);
    const model = await clientAt(server.baseUrl);

    await expect(model.complete({ ...question, maxOutputTokens: 9, temperature: 0 }, callWith())).rejects.toMatchObject({
      code: 'ARTEMIS_E_MODEL_BAD_REQUEST',
      kind: 'switch',
    });
    expect(server.requests.length).toBeLessThanOrEqual(5);
  });
});
