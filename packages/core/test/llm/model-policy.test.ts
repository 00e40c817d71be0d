import { faultServer, replies, scriptedModelServer, type FaultServer } from '@artemis/tooling-testkit';
import { describe, expect, it } from 'vitest';
import { modelBreaker, modelRetry } from '../../src/llm/model-policy.ts';
import { CircuitBreaker } from '../../src/resilience/circuit-breaker.ts';
import { retry } from '../../src/resilience/retry.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { seededRandom } from '../../src/testing/seeded-random.ts';
import { callWith, clientAt, question } from './ask.ts';

/** A model behind its breaker and its retry, as the component registry sets them up, on a clock that stands still. */
async function guarded(baseUrl: string) {
  const clock = new FakeClock();
  const random = seededRandom(1);
  const model = await clientAt(baseUrl, { clock });
  const breaker = new CircuitBreaker('llm.openai/test-model', { ...modelBreaker, clock, random });
  const waits: number[] = [];
  const ask = async (signal = new AbortController().signal): Promise<unknown> => {
    const attempt = (): Promise<string> =>
      breaker.execute(async (call) => (await model.complete(question, call)).content, callWith(signal));
    let settled = false;
    let pendingMs = 0;
    const onRetry = ({ waitMs }: { readonly waitMs: number }): void => void waits.push((pendingMs = waitMs));
    const answered = retry(attempt, modelRetry, { clock, random, signal, onRetry })
      .catch((error: unknown) => error)
      .finally(() => (settled = true));
    // Waits are slept through on the clock of the test; the sockets are real.
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (settled) break;
      clock.advance(pendingMs);
      pendingMs = 0;
    }
    return answered;
  };
  return { ask, breaker, clock, waits };
}

const calls = (server: FaultServer): number => server.requests.length;

describe('what passes', () => {
  it.each([500, 502, 503, 529])(
    'L13: an answer of status %i and then a good one cost two calls, and the circuit stays closed',
    async (status) => {
      await using server = await faultServer([replies.body(status, ''), replies.streamed('fine')]);
      const { ask, breaker } = await guarded(server.baseUrl);

      expect(await ask()).toBe('fine');
      expect(calls(server)).toBe(2);
      expect(breaker.state).toBe('closed');
    },
  );

  it.each([
    ['L08: a reset in mid-stream', replies.reset(2)],
    ['L17: a page instead of an answer', replies.html()],
    ['L06: a cut stream', replies.cutStream(2)],
    ['an empty answer', replies.streamed('')],
  ])('%s costs one more call', async (_what, reply) => {
    await using server = await faultServer([reply, replies.streamed('fine')]);
    const { ask, waits } = await guarded(server.baseUrl);

    expect(await ask()).toBe('fine');
    expect([calls(server), server.fired.get(reply.name)]).toEqual([2, reply.name === 'streamed' ? 2 : 1]);
    expect(waits[0]).toBeGreaterThanOrEqual(150);
    expect(waits[0]).toBeLessThanOrEqual(300);
  });

  it('L09: Retry-After: 2 is kept to the second', async () => {
    await using server = await scriptedModelServer([{ status: 429, error: { message: 'rate' }, retryAfterSeconds: 2 }, 'fine']);
    const { ask, waits } = await guarded(server.baseUrl);

    expect(await ask()).toBe('fine');
    expect(waits[0]).toBeGreaterThanOrEqual(2_000);
    expect(waits[0]).toBeLessThan(2_500);
  });

  it.each(['0', '-5', 'Wed, 21 Oct 2015 07:28:00 GMT', 'garbage', '1e309', ['1', '2']])(
    'L10: Retry-After: %s makes no hot loop',
    async (header) => {
      await using server = await faultServer([replies.body(429, '', { 'retry-after': header })]);
      const { ask, waits } = await guarded(server.baseUrl);

      expect(await ask()).toMatchObject({ code: 'ARTEMIS_E_MODEL_RATE_LIMITED' });
      expect(calls(server)).toBe(2);
      for (const waitMs of waits) expect(waitMs).toBeGreaterThanOrEqual(1_000);
    },
  );
});

describe('what does not pass', () => {
  it.each([
    ['L11', 429, { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } }, 'ARTEMIS_E_MODEL_QUOTA'],
    ['L12', 401, {}, 'ARTEMIS_E_MODEL_AUTH'],
    ['L12', 403, {}, 'ARTEMIS_E_MODEL_AUTH'],
    ['L15', 404, {}, 'ARTEMIS_E_MODEL_NOT_FOUND'],
  ])('%s: %i is not retried, and the model is skipped from then on', async (_row, status, body, code) => {
    await using server = await faultServer([replies.body(status, body)]);
    const { ask, breaker, waits } = await guarded(server.baseUrl);

    expect(await ask()).toMatchObject({ code });
    expect(await ask()).toMatchObject({ code: 'ARTEMIS_E_CIRCUIT_OPEN', cause: { code } });
    expect([calls(server), waits.length, breaker.state]).toEqual([1, 0, 'open']);
  });

  it.each([
    ['L15: an unknown parameter', 400, {}, 'ARTEMIS_E_MODEL_BAD_REQUEST'],
    ['L16: too long a context', 413, {}, 'ARTEMIS_E_MODEL_CONTEXT_LENGTH'],
    ['a refusal', 400, { error: { code: 'content_filter' } }, 'ARTEMIS_E_MODEL_REFUSED'],
  ])('%s is not retried and says nothing about the model', async (_what, status, body, code) => {
    await using server = await faultServer([replies.body(status, body)]);
    const { ask, breaker } = await guarded(server.baseUrl);

    for (let round = 0; round < 6; round++) expect(await ask()).toMatchObject({ code });
    expect([calls(server), breaker.state]).toEqual([6, 'closed']);
  });

  it('L10: Retry-After: 5000000 is not waited for; the circuit opens for that time', async () => {
    await using server = await faultServer([replies.body(429, '', { 'retry-after': '5000000' })]);
    const { ask, breaker } = await guarded(server.baseUrl);

    await ask();

    expect([calls(server), breaker.state]).toEqual([1, 'open']);
    expect(breaker.retryAfterMs()).toBeGreaterThan(60_000);
  });

  it('L14: 503 for ever opens the circuit, and then nothing is called', async () => {
    await using server = await faultServer([replies.body(503, '')]);
    const { ask, breaker } = await guarded(server.baseUrl);

    for (let round = 0; round < 4; round++) await ask();
    const before = calls(server);
    expect(breaker.state).toBe('open');
    expect(await ask()).toMatchObject({ code: 'ARTEMIS_E_CIRCUIT_OPEN' });

    expect(calls(server)).toBe(before);
  });

  it('L14: one good answer after four bad ones, again and again, opens the circuit', async () => {
    const bad = replies.body(503, '');
    await using server = await faultServer([bad, bad, replies.streamed('fine'), bad, bad, replies.streamed('fine'), bad]);
    const { ask, breaker } = await guarded(server.baseUrl);

    for (let round = 0; round < 3; round++) await ask();

    expect(breaker.state).toBe('open');
  });

  it('L14: a server that comes back is used again', async () => {
    await using server = await faultServer([replies.body(404, ''), replies.streamed('back')]);
    const { ask, breaker, clock } = await guarded(server.baseUrl);
    await ask();
    expect(breaker.state).toBe('open');

    clock.advance(300_000);

    expect(await ask()).toBe('back');
    expect(breaker.state).toBe('closed');
  });
});

it('L23: there is one retry: a call costs its attempts and nothing more', async () => {
  await using server = await faultServer([replies.body(500, '')]);
  const { ask } = await guarded(server.baseUrl);

  await ask();

  expect(calls(server)).toBe(modelRetry.maxAttempts);
});

it('L20: Ctrl-C during the wait for a Retry-After ends it at once', async () => {
  await using server = await faultServer([replies.body(429, '', { 'retry-after': '30' })]);
  const clock = new FakeClock();
  const model = await clientAt(server.baseUrl, { clock });
  const controller = new AbortController();
  let waiting = (): void => {};
  const begun = new Promise<void>((resolve) => (waiting = resolve));
  const answered = retry(() => model.complete(question, callWith(controller.signal)), modelRetry, {
    clock,
    random: seededRandom(1),
    signal: controller.signal,
    onRetry: waiting,
  });
  await begun;

  controller.abort(new Error('Ctrl-C'));

  await expect(answered).rejects.toThrow('Ctrl-C');
  expect(calls(server)).toBe(1);
});
