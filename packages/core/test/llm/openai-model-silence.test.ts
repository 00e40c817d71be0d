import { createServer } from 'node:http';
import { faultServer, replies, scriptedModelServer } from '@artemis/tooling-testkit';
import { describe, expect, it } from 'vitest';
import type { ModelError } from '../../src/llm/failure/model-error.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { askAt, until } from './ask.ts';

const badAnswer = (reason: string): object => ({ code: 'ARTEMIS_E_MODEL_BAD_ANSWER', facts: expect.objectContaining({ reason }) });

describe('no answer', () => {
  it('L01: a refused connection is found two causes down', async () => {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const { port } = probe.address() as { port: number };
    await new Promise((resolve) => probe.close(resolve));

    await expect(askAt(`http://127.0.0.1:${port}/v1`)).rejects.toMatchObject({
      code: 'ARTEMIS_E_MODEL_UNREACHABLE',
      kind: 'retry',
      facts: { reason: 'ECONNREFUSED' },
    });
  });

  it('L03: a server that takes the call and never answers is given up after the first-byte limit', async () => {
    const clock = new FakeClock();
    await using server = await faultServer([replies.hang()]);
    const asked = askAt(server.baseUrl, { clock, limits: { firstByteMs: 30_000 } });
    await server.received(1);

    clock.advance(30_000);

    await expect(asked).rejects.toMatchObject({
      code: 'ARTEMIS_E_MODEL_TIMEOUT',
      kind: 'retry',
      facts: { phase: 'first-byte', limitMs: 30_000 },
    });
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

    await expect(askAt(server.baseUrl, { limits: { idleMs: 150 } })).rejects.toMatchObject({
      code: 'ARTEMIS_E_MODEL_TIMEOUT',
      kind: 'retry',
      facts: { phase: 'idle' },
    });
    expect(server.fired.get(reply.name)).toBe(1);
    await until(async () => (await server.connections()) === 0);
  });

  it('L05: an answer that drips for ever is given up after the total limit', async () => {
    await using server = await faultServer([replies.drip(10)]);

    await expect(askAt(server.baseUrl, { limits: { idleMs: 10_000, totalMs: 300 } })).rejects.toMatchObject({
      code: 'ARTEMIS_E_MODEL_TIMEOUT',
      facts: { phase: 'total' },
    });
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

  it('an event named error counts, whatever it holds', async () => {
    const named = 'event: error\ndata: {"message":"Overloaded"}\n\n';
    await using server = await faultServer([replies.body(200, named, { 'content-type': 'text/event-stream' })]);

    await expect(askAt(server.baseUrl)).rejects.toMatchObject({ code: 'ARTEMIS_E_MODEL_OVERLOADED' });
  });

  it.each([
    ['an error object', { error: { message: 'Provider returned error', code: 502 } }, 'ARTEMIS_E_MODEL_OVERLOADED'],
    [
      'an error without a wrapper',
      { object: 'error', message: 'The model `x` does not exist.', type: 'NotFoundError', code: 404 },
      'ARTEMIS_E_MODEL_NOT_FOUND',
    ],
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
    await using server = await faultServer([
      replies.body(200, { choices: [{ message: { role: 'assistant', content: null, refusal }, finish_reason: 'stop' }] }),
    ]);

    const error = await askAt(server.baseUrl).catch((reason: unknown) => reason as ModelError);

    expect(error).toMatchObject({ code: 'ARTEMIS_E_MODEL_REFUSED', kind: 'stop' });
    expect((error as ModelError).message).toContain('I cannot help with that.');
    expect((error as ModelError).message).not.toContain('\u001b');
    expect((error as ModelError).message.length).toBeLessThan(300);
  });

  it.each(['json', 'events', 'oneEvent'] as const)(
    'C06: an answer without end (%s) is cut off at the limit and its connection closed',
    async (form) => {
      await using server = await faultServer([replies.flood(200 * 1024 * 1024, form)]);
      const before = process.memoryUsage.rss();

      await expect(askAt(server.baseUrl)).rejects.toMatchObject(badAnswer('too-large'));

      expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 1024 * 1024);
      await until(async () => (await server.connections()) === 0);
    },
  );

  it('one phrase for ever is ended early', async () => {
    await using server = await faultServer([replies.repeatForEver('I will now write the file. ')]);

    const error = await askAt(server.baseUrl).catch((reason: unknown) => reason as ModelError);

    expect(error).toMatchObject({ ...badAnswer('repetition'), kind: 'retry' });
    expect((error as ModelError).facts['receivedChars']).toBeLessThan(10_000);
  });
});
