import { ModelError, openAiModel, sleep, watchModelCall, type Clock, type Llm, type StampedEvent } from '@artemis/core';
import { FakeClock } from '@artemis/core/testing';
import { faultServer, replies, type FaultServer } from '@artemis/tooling-testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventsOf, openHouse, type House } from '../house.ts';
import { patch, runCrew, type Work } from './with-crew.ts';

const developers = 8;
const callsOfEach = 10;

/** A model behind a server that allows `perSecond` requests in any second, asked through core's rate gate. */
function limitedModel(clock: Clock, perSecond: number, latencyMs: number): { readonly llm: Llm; readonly refused: () => number } {
  let taken: readonly number[] = [];
  let refused = 0;
  const origin = { model: 'm1', endpoint: 'limited.test', keyVariable: undefined, key: undefined, secrets: [] };
  const limits = { firstByteMs: 30_000, idleMs: 30_000, totalMs: 600_000 };
  const answer = async (): Promise<string> => {
    taken = taken.filter((atMs) => atMs > clock.nowMs() - 1_000);
    const isTaken = taken.length < perSecond;
    if (isTaken) taken = [...taken, clock.nowMs()];
    await sleep(clock, latencyMs);
    if (isTaken) return 'answer';
    refused++;
    throw new ModelError('ARTEMIS_E_MODEL_RATE_LIMITED', 'slow down', { kind: 'retry', hint: '' });
  };
  const llm: Llm = {
    model: 'm1',
    complete: async (_, call) => {
      const content = await watchModelCall({ origin, clock, limits, call }, answer);
      return { content, toolCalls: [], finishReason: 'stop', usage: { inputTokens: 1, outputTokens: 1 }, model: 'm1' };
    },
  };
  return { llm, refused: () => refused };
}

/** A server that refuses the first request, and then whatever is beyond `perSecond` in any second. */
async function limitedServer(perSecond: number): Promise<FaultServer> {
  let [taken, requests]: [readonly number[], number] = [[], 0];
  const [answer, refusal] = [replies.streamed('answer'), replies.body(429, { error: { message: 'slow down' } })];
  return faultServer([
    {
      name: 'limited',
      send(response, request) {
        taken = taken.filter((atMs) => atMs > performance.now() - 1_000);
        if (++requests === 1 || taken.length >= perSecond) return refusal.send(response, request);
        taken = [...taken, performance.now()];
        answer.send(response, request);
      },
    },
  ]);
}

/** Whether everybody waits for time to pass: what is done on the disk meanwhile takes none. */
class Idleness {
  readonly #waiting = new Map<string, boolean>();

  note(event: StampedEvent): void {
    if (event.type === 'developer.ended') this.#waiting.delete(event.developer);
    else if (event.type === 'developer.started') this.#waiting.set(event.developer, false);
    else if ('developer' in event && event.developer !== undefined && event.type.startsWith('model.'))
      this.#waiting.set(event.developer, event.type !== 'model.answered');
  }

  get holds(): boolean {
    return this.#waiting.size > 0 && [...this.#waiting.values()].every((waits) => waits);
  }
}

const asksOften =
  (calls: number): Work =>
  async (request, call) => {
    for (let asked = 0; asked < calls; asked++) await request.ask({ messages: [{ role: 'user', content: `${asked}` }] }, call);
    return patch('right\n');
  };

let house: House;

beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house[Symbol.asyncDispose]());

describe('8 developers against a server that allows 2 requests a second', () => {
  it.each([50, 300])('none of them fails, and all together take at most 1.3 of the best time (latency %i ms)', async (latencyMs) => {
    const clock = new FakeClock();
    const { llm, refused } = limitedModel(clock, 2, latencyMs);
    const idleness = new Idleness();
    let [lastAnswerMs, done] = [0, false];
    const running = runCrew(
      house,
      Array.from({ length: developers }, () => asksOften(callsOfEach)),
      {
        clock,
        models: [llm],
        share: { calls: callsOfEach, tokens: 1_000 },
        onEvent: (event) => {
          idleness.note(event);
          if (event.type === 'model.answered') lastAnswerMs = clock.nowMs();
        },
      },
    ).finally(() => (done = true));
    while (!done) {
      if (idleness.holds) await clock.advanceAsync(25);
      else await new Promise((resolve) => setImmediate(resolve));
    }
    const { result, events } = await running;
    expect(result).toMatchObject({ status: 'succeeded', degraded: [] });
    expect(eventsOf(events, 'developer.ended').map(({ outcome }) => outcome)).toEqual(Array.from({ length: developers }, () => 'passed'));
    expect(refused()).toBeGreaterThan(0);
    const bestMs = ((developers * callsOfEach) / 2) * 1_000;
    expect(lastAnswerMs / bestMs).toBeLessThanOrEqual(1.3);
    expect(result.cost.calls / (developers * callsOfEach)).toBeLessThanOrEqual(1.3);
  });
});

it('8 developers ask a real server over its limit, and none of them fails', async () => {
  const calls = 3;
  await using server = await limitedServer(20);
  const open = { signal: new AbortController().signal, remainingMs: () => Infinity };
  const llm = await openAiModel({ vendor: 'openai', model: 'm1', baseUrl: server.baseUrl }).create(open);
  const { result, events } = await runCrew(
    house,
    Array.from({ length: developers }, () => asksOften(calls)),
    { models: [llm], share: { calls, tokens: 100_000 } },
  );
  expect(result).toMatchObject({ status: 'succeeded', degraded: [] });
  expect(eventsOf(events, 'developer.ended').map(({ outcome }) => outcome)).toEqual(Array.from({ length: developers }, () => 'passed'));
  expect(eventsOf(events, 'model.answered')).toHaveLength(developers * calls);
  // The first was refused at least.
  expect(server.requests.length).toBeGreaterThan(developers * calls);
});
