import { getEventListeners } from 'node:events';
import { faultServer, replies } from '@artemis/tooling-testkit';
import { describe, expect, it } from 'vitest';
import type { ModelError } from '../../src/llm/failure/model-error.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { askAt, callWith, clientAt, key, modelAt, question, until } from './ask.ts';

describe('a failed answer', () => {
  it.each([
    ['L09', 429, { 'retry-after': '2' }, { code: 'ARTEMIS_E_MODEL_RATE_LIMITED', kind: 'retry', retryAfterMs: 2_000 }],
    ['L10', 429, { 'retry-after': '-5' }, { code: 'ARTEMIS_E_MODEL_RATE_LIMITED', retryAfterMs: 1_000 }],
    ['L10', 429, { 'retry-after': 'garbage' }, { retryAfterMs: 1_000 }],
    ['L10', 429, { 'retry-after': '1e309' }, { retryAfterMs: 1_000 }],
    ['L10', 429, { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, { retryAfterMs: 1_000 }],
    ['L10', 429, { 'retry-after': '5000000' }, { retryAfterMs: 5_000_000_000 }],
    ['L12', 403, {}, { code: 'ARTEMIS_E_MODEL_AUTH', kind: 'ask' }],
    ['L13', 503, {}, { code: 'ARTEMIS_E_MODEL_OVERLOADED', kind: 'retry' }],
    ['L13', 529, {}, { code: 'ARTEMIS_E_MODEL_OVERLOADED', kind: 'retry' }],
    ['L15', 404, {}, { code: 'ARTEMIS_E_MODEL_NOT_FOUND', kind: 'ask' }],
    ['L16', 413, {}, { code: 'ARTEMIS_E_MODEL_CONTEXT_LENGTH', kind: 'shrink' }],
  ])('%s: status %i with %o', async (_row, status, headers, expected) => {
    await using server = await faultServer([replies.body(status, '', headers)]);

    await expect(askAt(server.baseUrl)).rejects.toMatchObject(expected);
    expect(server.requests).toHaveLength(1);
  });

  it('L12: names the variable of the key and its end, never the key, even if the server quotes it', async () => {
    await using server = await faultServer([
      replies.body(401, {
        error: { message: `Incorrect API key provided: ${key}. It begins with sk-test-0123.`, code: 'invalid_api_key' },
      }),
    ]);

    const error = await askAt(server.baseUrl).catch((reason: unknown) => reason as ModelError);

    expect(error).toMatchObject({ code: 'ARTEMIS_E_MODEL_AUTH', kind: 'ask' });
    const everything =
      JSON.stringify({ ...(error as ModelError) }) +
      (error as ModelError).message +
      (error as ModelError).hint +
      (error as ModelError).stack;
    expect(everything).toContain('OPENAI_API_KEY');
    expect(everything).toContain('"XYZ"');
    expect(everything).not.toContain('sk-test');
    expect(everything).not.toContain('abcdef');
  });

  it('keeps its status when the body stalls', async () => {
    await using server = await faultServer([{ name: 'stalled', send: (response) => void response.writeHead(503).write('{"error":') }]);

    await expect(askAt(server.baseUrl)).rejects.toMatchObject({ code: 'ARTEMIS_E_MODEL_OVERLOADED', facts: { status: 503 } });
    expect(server.fired.get('stalled')).toBe(1);
  });

  it('is not read beyond 64 KiB', async () => {
    const flood = replies.flood(50 * 1024 * 1024, 'json');
    await using server = await faultServer([
      {
        name: 'flood 500',
        send(response, request) {
          const writeHead = response.writeHead.bind(response);
          response.writeHead = () => writeHead(500);
          flood.send(response, request);
        },
      },
    ]);

    await expect(askAt(server.baseUrl)).rejects.toMatchObject({ code: 'ARTEMIS_E_MODEL_OVERLOADED' });
    await until(async () => (await server.connections()) === 0);
  });

  it('M25: a redirect is refused, and neither key nor prompt reach the other address', async () => {
    await using other = await faultServer([replies.streamed('stolen')]);
    await using server = await faultServer([replies.body(307, '', { location: `${other.baseUrl}/chat/completions` })]);

    await expect(askAt(server.baseUrl)).rejects.toMatchObject({ code: 'ARTEMIS_E_MODEL_NOT_FOUND', kind: 'ask' });
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

    expect(error).toMatchObject({ code: 'ARTEMIS_E_MODEL_SETTINGS', kind: 'ask' });
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

    await expect((await clientAt(server.baseUrl)).complete(question, callWith(AbortSignal.abort(new Error('too late'))))).rejects.toThrow(
      'too late',
    );
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
    await until(async () => clock.pendingTimers === 0);
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
