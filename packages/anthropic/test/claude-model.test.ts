import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Artemis, type CallContext, type Llm, type LlmRequest, type ModelSettings } from '@artemis/core';
import { FakeClock } from '@artemis/core/testing';
import { faultServer, replies, scriptedModelServer, type Reply } from '@artemis/tooling-testkit';
import { describe, expect, it } from 'vitest';
import anthropicPlugin, { claudeModel, type ClaudeModelOptions } from '../src/index.ts';
import { claudeEvents, strictClaude } from './strict-servers.ts';

const key = 'sk-ant-canary-0123456789abcdef';
const controller = new AbortController();
const call: CallContext = { signal: controller.signal, remainingMs: () => Infinity };
const question: LlmRequest = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hello?' },
  ],
};

const modelAt = async (baseUrl: string, options: ClaudeModelOptions = {}, settings: Partial<ModelSettings> = {}): Promise<Llm> =>
  claudeModel(
    { vendor: 'anthropic', model: 'claude-test', baseUrl, apiKey: key, keyVariable: 'ANTHROPIC_API_KEY', ...settings },
    options,
  ).create(call);

const events = (list: readonly string[], end = true): Reply => ({
  name: 'events',
  send(response) {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    if (end) response.end(list.join(''));
    else response.write(list.join(''));
  },
});

const failure = (type: string, message: string) => ({ type: 'error', error: { type, message }, request_id: 'req_1' });

describe('a model of Anthropic', () => {
  it('puts text, calls, counts and the end together from the stream', async () => {
    await using server = await faultServer([
      events(claudeEvents({ text: 'I look.', calls: [{ id: 'toolu_1', name: 'read', arguments: '{"path":"a"}' }] })),
    ]);
    expect(await (await modelAt(server.baseUrl)).complete(question, call)).toEqual({
      content: 'I look.',
      toolCalls: [{ id: 'toolu_1', name: 'read', arguments: '{"path":"a"}' }],
      finishReason: 'tool-calls',
      usage: { inputTokens: 10, outputTokens: 5 },
      model: 'claude-test-1',
    });
  });

  it('sends key, version and a system prompt where the API wants them', async () => {
    await using server = await strictClaude(() => ({ text: 'Yes.' }));
    await (await modelAt(server.baseUrl)).complete({ ...question, temperature: 0.2, maxOutputTokens: 100 }, call);
    expect(server.headers[0]).toMatchObject({ authorization: `Bearer ${key}`, 'anthropic-version': '2026-10-21', 'user-agent': 'artemis' });
    expect(server.accepted[0]).toMatchObject({ system: 'Be brief.', max_tokens: 100, messages: [{ role: 'user' }] });
    expect(server.accepted[0]).not.toHaveProperty('temperature');
  });

  it('speaks to an independent server of the same API', async () => {
    await using server = await scriptedModelServer([{ content: 'Hi.' }, { toolCalls: [{ name: 'read', arguments: '{"path":"a"}' }] }]);
    const model = await modelAt(server.baseUrl);
    expect(await model.complete(question, call)).toMatchObject({ content: 'Hi.', finishReason: 'stop' });
    const tools = [{ name: 'read', description: '', parameters: { type: 'object' } }];
    expect(await model.complete({ ...question, tools }, call)).toMatchObject({
      toolCalls: [{ name: 'read', arguments: '{"path":"a"}' }],
      finishReason: 'tool-calls',
    });
  });

  it('sends no key and looks for none when none is given', async () => {
    await using server = await strictClaude(() => ({ text: 'Yes.' }));
    const keyless = claudeModel({ vendor: 'anthropic', model: 'claude-test', baseUrl: server.baseUrl });
    await (await keyless.create(call)).complete(question, call);
    expect(server.headers[0]).not.toHaveProperty('x-api-key');
    expect(server.headers[0]).not.toHaveProperty('authorization');
  });

  it('reads a whole message from a server that does not stream', async () => {
    const message = {
      type: 'message',
      model: 'other',
      content: [{ type: 'tool_use', id: 't', name: 'read', input: { a: 1 } }],
      stop_reason: 'tool_use',
      usage: { input_tokens: 1, output_tokens: 2 },
    };
    await using server = await faultServer([replies.body(200, message)]);
    expect(await (await modelAt(server.baseUrl)).complete(question, call)).toMatchObject({
      toolCalls: [{ arguments: '{"a":1}' }],
      usage: { inputTokens: 1, outputTokens: 2 },
      model: 'other',
    });
  });

  it('learns the longest answer of an older model', async () => {
    await using server = await faultServer([
      replies.body(400, failure('invalid_request_error', 'max_tokens: 16384 > 4096, which is the maximum allowed number of output tokens')),
      events(claudeEvents({ text: 'Yes.' })),
    ]);
    const model = await modelAt(server.baseUrl);
    await model.complete(question, call);
    await model.complete(question, call);
    expect(server.requests.map(({ body }) => (JSON.parse(body) as { max_tokens: number }).max_tokens)).toEqual([16_384, 4_096, 4_096]);
  });

  it('knows an answer that was cut at its limit', async () => {
    await using server = await faultServer([events(claudeEvents({ text: 'half' }, 'max_tokens'))]);
    expect(await (await modelAt(server.baseUrl)).complete(question, call)).toMatchObject({ content: 'half', finishReason: 'length' });
  });
});

describe('a failing server of Anthropic', () => {
  it.each([
    ['L12', 401, 'authentication_error', 'invalid x-api-key', 'ARTEMIS_E_MODEL_AUTH', 'ask'],
    ['L11', 400, 'invalid_request_error', 'Your credit balance is too low to access the Anthropic API.', 'ARTEMIS_E_MODEL_QUOTA', 'ask'],
    ['L13', 529, 'overloaded_error', 'Overloaded', 'ARTEMIS_E_MODEL_OVERLOADED', 'retry'],
    ['L13', 500, 'api_error', 'Internal server error', 'ARTEMIS_E_MODEL_OVERLOADED', 'retry'],
    ['L15', 404, 'not_found_error', 'model: claude-gone', 'ARTEMIS_E_MODEL_NOT_FOUND', 'ask'],
    ['L16', 400, 'invalid_request_error', 'prompt is too long: 210000 tokens > 200000 maximum', 'ARTEMIS_E_MODEL_CONTEXT_LENGTH', 'shrink'],
    ['L16', 413, 'request_too_large', 'Request exceeds the maximum size', 'ARTEMIS_E_MODEL_CONTEXT_LENGTH', 'shrink'],
  ])('%s: %i %s is told for what it is', async (_, status, type, message, code, kind) => {
    await using server = await faultServer([replies.body(status, failure(type, message))]);
    await expect((await modelAt(server.baseUrl)).complete(question, call)).rejects.toMatchObject({ code, kind });
    expect(server.requests).toHaveLength(1);
  });

  it('L09: keeps the time that a 429 asks to wait', async () => {
    await using server = await faultServer([replies.body(429, failure('rate_limit_error', 'slow down'), { 'retry-after': '2' })]);
    await expect((await modelAt(server.baseUrl)).complete(question, call)).rejects.toMatchObject({
      code: 'ARTEMIS_E_MODEL_RATE_LIMITED',
      retryAfterMs: 2_000,
    });
    expect(server.requests).toHaveLength(1);
  });

  it('L12: never shows the key it was refused with', async () => {
    await using server = await faultServer([replies.body(401, failure('authentication_error', `invalid x-api-key: ${key}`))]);
    const error: unknown = await (await modelAt(server.baseUrl)).complete(question, call).catch((reason: unknown) => reason);
    expect(String(error)).toContain('ANTHROPIC_API_KEY');
    expect(String(error)).not.toContain('canary');
  });

  it('L13: an error in the middle of a stream is no answer', async () => {
    await using server = await faultServer([
      events([
        ...claudeEvents({ text: 'half an answer' }, null),
        `event: error\ndata: ${JSON.stringify(failure('overloaded_error', 'Overloaded'))}\n\n`,
      ]),
    ]);
    await expect((await modelAt(server.baseUrl)).complete(question, call)).rejects.toMatchObject({ code: 'ARTEMIS_E_MODEL_OVERLOADED' });
  });

  it.each([
    ['L06', 'a stream without its end', events(claudeEvents({ text: 'half' }, null)), 'cut'],
    ['L17', 'a web page', replies.html(), 'html'],
    ['L17', 'nothing', replies.emptyBody(), 'empty'],
    ['C04', 'an empty answer', events(claudeEvents({}, 'end_turn')), 'empty'],
    ['C06', 'one phrase for ever', events(claudeEvents({ text: 'again and '.repeat(2_000) })), 'repetition'],
  ] as const)('%s: %s is no answer', async (_, __, reply, reason) => {
    await using server = await faultServer([reply]);
    await expect((await modelAt(server.baseUrl)).complete(question, call)).rejects.toMatchObject({
      code: 'ARTEMIS_E_MODEL_BAD_ANSWER',
      facts: { reason },
    });
    expect(server.fired.get(reply.name)).toBe(1);
  });

  it('C05: a refusal is a refusal', async () => {
    await using server = await faultServer([events(claudeEvents({}, 'refusal'))]);
    await expect((await modelAt(server.baseUrl)).complete(question, call)).rejects.toMatchObject({
      code: 'ARTEMIS_E_MODEL_REFUSED',
      kind: 'stop',
    });
  });

  it('L03: a server that never answers is left at the first-byte limit', async () => {
    const clock = new FakeClock();
    await using server = await faultServer([replies.hang()]);
    const answer = (await modelAt(server.baseUrl, { clock })).complete(question, call).catch((reason: unknown) => reason);
    await server.received(1);
    clock.advance(30_000);
    expect(await answer).toMatchObject({ code: 'ARTEMIS_E_MODEL_TIMEOUT', facts: { phase: 'first-byte' } });
    expect(server.fired.get('hang')).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });

  it('L04: a stream that stands still is left at the idle limit', async () => {
    await using server = await faultServer([events(claudeEvents({ text: 'half' }, null), false)]);
    const model = await modelAt(server.baseUrl, { limits: { idleMs: 50 } });
    await expect(model.complete(question, call)).rejects.toMatchObject({ code: 'ARTEMIS_E_MODEL_TIMEOUT', facts: { phase: 'idle' } });
  });

  it('L20: an abort ends the call with its own reason', async () => {
    await using server = await faultServer([replies.hang()]);
    const stop = new AbortController();
    const answer = (await modelAt(server.baseUrl))
      .complete(question, { signal: stop.signal, remainingMs: () => Infinity })
      .catch((reason: unknown) => reason);
    await server.received(1);
    const reason = new Error('stopped by the user');
    stop.abort(reason);
    expect(await answer).toBe(reason);
  });

  it('S05: a redirect is refused, so that the key stays with its host', async () => {
    await using other = await strictClaude(() => ({ text: 'caught' }));
    const server = createServer((_, response) => response.writeHead(307, { location: `${other.baseUrl}/v1/messages` }).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const model = await modelAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      await expect(model.complete(question, call)).rejects.toMatchObject({ name: 'ModelError' });
      expect(other.headers).toHaveLength(0);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('refuses a base URL that is none', async () => {
    await expect(modelAt('not an address')).rejects.toMatchObject({ code: 'ARTEMIS_E_MODEL_SETTINGS' });
  });
});

describe('health', () => {
  it('is asked for without a model call', async () => {
    await using server = await faultServer([events(claudeEvents({ text: 'ok' }))]);
    const implementation = claudeModel({ vendor: 'anthropic', model: 'm', baseUrl: server.baseUrl, apiKey: key });
    await implementation.checkHealth?.(await implementation.create(call), call);
    expect(server.requests).toHaveLength(0);
    expect(server.fired.get('models')).toBe(1);
  });

  it('of a server with a wrong key is bad', async () => {
    await using server = await faultServer([replies.hang()], {
      models: replies.body(401, failure('authentication_error', 'invalid x-api-key')),
    });
    const implementation = claudeModel({ vendor: 'anthropic', model: 'm', baseUrl: server.baseUrl, apiKey: key });
    await expect(implementation.checkHealth?.(await implementation.create(call), call)).rejects.toMatchObject({
      code: 'ARTEMIS_E_MODEL_AUTH',
    });
  });
});

describe('the plugin', () => {
  it('makes models of the vendor "anthropic" known', async () => {
    const artemis = new Artemis({ models: [], stateDir: '/nowhere' });
    expect(await artemis.loadPlugin(anthropicPlugin())).toMatchObject({ name: '@artemis/anthropic', status: 'loaded' });
    await artemis.close();
  });
});
