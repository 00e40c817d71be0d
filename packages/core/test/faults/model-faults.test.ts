import { faultServer, replies, type Reply } from '@artemis/tooling-testkit';
import { describe, expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import { filesIn, makeHome, work } from '../executor/asking.ts';
import { fastClock } from './fast-clock.ts';
import { expectDone, fired, patient, runTask, times, types } from './fault-run.ts';
import { brokenArguments, faultsThenWork, neededCalls, rightFiles, working } from './working-model.ts';

const overloaded = replies.body(529, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } });
const limited = (header: string): Reply => replies.body(429, { error: { message: 'Rate limit reached' } }, { 'retry-after': header });

describe('one model, and a fault that passes', () => {
  it.each<readonly [string, readonly Reply[]]>([
    ['L13: a 500', [replies.body(500, 'oops')]],
    ['L13: a 502 and a 503', [replies.body(502, ''), replies.body(503, '')]],
    ['L13: a burst of five 529', [overloaded, overloaded, overloaded, overloaded, overloaded]],
    ['L09: a 429 with a good Retry-After', [limited('2')]],
    ['L10: a 429 with a Retry-After nobody can read', [limited('soon')]],
    ['L10: a 429 without a Retry-After', [replies.body(429, { error: { message: 'Too many requests' } })]],
    ['L08: a reset before the answer', [replies.reset(0)]],
    ['L08: a reset in mid-stream', [replies.reset(2)]],
    ['L08: a connection that is hung up', [replies.hangUp()]],
    ['L06: a stream that is cut', [replies.cutStream(2)]],
    ['a stream with a broken event', [replies.brokenChunk()]],
    ['garbage instead of an answer', [replies.body(200, '\u0000\u0001 no answer at all', { 'content-type': 'application/octet-stream' })]],
    ['C04: an empty completion', [replies.streamed({ content: '' })]],
    ['L17: an empty body', [replies.emptyBody()]],
    ['L17: a web page with status 200', [replies.html()]],
    ['an error inside a 200', [replies.body(200, { error: { message: 'Provider returned error', code: 502 } })]],
    ['an error inside a stream', [replies.errorInStream({ message: 'The engine is overloaded', type: 'server_error' })]],
    ['one phrase for ever', [replies.repeatForEver('I will now write the file. ')]],
    ['broken tool arguments', [brokenArguments]],
    ['several kinds in a row', [replies.reset(0), replies.html(), replies.cutStream(1)]],
  ])('%s costs a call and not the run', async (_what, faults) => {
    await using home = await makeHome();
    await using server = await faultServer(faultsThenWork(...faults));
    const ran = await runTask(home, [server.baseUrl], patient);
    await expectDone(home, ran);
    for (const fault of faults) expect(fired(server, fault)).toBeGreaterThanOrEqual(1);
    expect(server.requests).toHaveLength(neededCalls + faults.length);
  });

  it.each([1, 2])('the fault may come at any request: a reset at number %i of the run', async (before) => {
    await using home = await makeHome();
    const fault = replies.reset(1);
    const lead: readonly Reply[] = Array.from({ length: before }, () => working);
    await using server = await faultServer(faultsThenWork(...lead, fault));
    await expectDone(home, await runTask(home, [server.baseUrl], patient));
    expect([fired(server, fault), server.requests.length]).toEqual([1, neededCalls + 1]);
  });
});

describe('one model whose server is away', () => {
  /** An address where nobody listens. */
  async function freePort(): Promise<number> {
    const server = await faultServer([working]);
    await server.stop();
    return Number(new URL(server.baseUrl).port);
  }

  it('L01: for 15 s: the run waits and ends well', async () => {
    await using home = await makeHome();
    const port = await freePort();
    const running = runTask(home, [`http://127.0.0.1:${port}/v1`]);
    await new Promise((resolve) => setTimeout(resolve, 15_000 / times));
    await using server = await faultServer([working], { port });
    const ran = await running;
    await expectDone(home, ran);
    expect(server.requests).toHaveLength(neededCalls);
    expect(ran.events).toContainEqual(expect.objectContaining({ type: 'model.failed', code: 'ARTEMIS_E_MODEL_UNREACHABLE' }));
  });

  it('L01: for ever: the run is deferred within its patience, and resuming completes it later', async () => {
    await using home = await makeHome();
    const port = await freePort();
    const { result, artemis } = await runTask(home, [`http://127.0.0.1:${port}/v1`], {}, { patienceMs: 20_000 });
    expect(result).toMatchObject({ status: 'deferred', exitCode: 75, error: { code: 'ARTEMIS_E_MODELS_OUT' } });
    expect(result.durationMs).toBeLessThan(30_000);
    await artemis.close();
    await using server = await faultServer([working], { port });
    const later = new Artemis({
      models: [{ vendor: 'openai', model: 'model-0', baseUrl: server.baseUrl, apiKey: 'sk-not-a-key' }],
      stateDir: home.stateDir,
      clock: fastClock(times),
    });
    const resumed = await later.resume(result.runId);
    await later.close();
    expect([resumed.exitCode, await filesIn(home)]).toEqual([0, rightFiles]);
  });
});

describe('a first model that never works, and a second one', () => {
  it.each<readonly [string, Reply, number]>([
    ['L12: 401', replies.body(401, { error: { message: 'Incorrect API key provided' } }), 1],
    ['L12: 403', replies.body(403, {}), 1],
    [
      'L11: a quota that is used up',
      replies.body(429, { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } }),
      1,
    ],
    ['L15: 404, no such model', replies.body(404, { error: { message: 'The model `x` does not exist', code: 'model_not_found' } }), 1],
    ['L10: 429 with a Retry-After of hours', limited('18000'), 1],
    ['an error nobody knows', replies.body(200, { error: { message: 'mystery' } }), 3],
    ['L14: 529', overloaded, 4],
    ['L14: 500', replies.body(500, ''), 4],
    ['L08: resets', replies.reset(0), 4],
    ['L17: web pages', replies.html(), 4],
    ['one phrase for ever', replies.repeatForEver('All tests pass. '), 4],
  ])('%s for ever: the second one does the work, and the first is hardly asked', async (_what, fault, mostAsked) => {
    await using home = await makeHome();
    await using first = await faultServer([fault]);
    await using second = await faultServer([working]);
    const ran = await runTask(home, [first.baseUrl, second.baseUrl], patient);
    await expectDone(home, ran);
    expect(fired(first, fault)).toBeGreaterThanOrEqual(1);
    expect(fired(first, fault)).toBeLessThanOrEqual(mostAsked);
    expect(second.requests).toHaveLength(neededCalls);
    expect(ran.result.degraded).toMatchObject([{ component: 'llm', from: 'openai/model-0', fallback: 'openai/model-1' }]);
    expect(ran.result.served).toContainEqual({ capability: 'llm', by: 'openai/model-1', rung: 'fallback' });
  });

  it.each<readonly [string, Reply]>([
    ['L03: accepts and never answers', replies.hang()],
    ['L06: stops in mid-stream', replies.stall(2)],
  ])('%s: it is left after 30 s, without a second request to it', async (_what, fault) => {
    await using home = await makeHome();
    await using first = await faultServer([fault]);
    await using second = await faultServer([working]);
    const ran = await runTask(home, [first.baseUrl, second.baseUrl]);
    await expectDone(home, ran);
    expect(types(ran)).not.toContain('model.hedged');
    expect(fired(first, fault)).toBe(1);
    expect(second.requests).toHaveLength(neededCalls);
    expect(ran.result.degraded).toMatchObject([{ code: 'ARTEMIS_E_MODEL_TIMEOUT' }]);
  });

  it('L03: a first one that cannot stream and takes its time is not left for the second', async () => {
    await using home = await makeHome();
    const noStream = replies.body(400, { error: { message: 'streaming is not supported' } });
    const slow: Reply = {
      name: 'slow',
      send: (response, request) => void setTimeout(() => replies.plainJson(work()).send(response, request), 45_000 / times),
    };
    await using first = await faultServer([noStream, slow]);
    await using second = await faultServer([working]);
    const ran = await runTask(home, [first.baseUrl, second.baseUrl]);
    await ran.artemis.close();
    expect([ran.result.exitCode, fired(first, noStream), fired(first, slow), second.requests.length]).toEqual([0, 1, 1, 0]);
  });

  it('L14: the first one serves again in the same run once it is back', async () => {
    await using home = await makeHome();
    await using first = await faultServer([replies.reset(0), replies.reset(0), working]);
    await using second = await faultServer([working]);
    const ran = await runTask(home, [first.baseUrl, second.baseUrl]);
    await expectDone(home, ran);
    expect([first.requests.length, second.requests.length]).toEqual([neededCalls + 1, 1]);
    expect(types(ran)).toContain('component.recovered');
  });
});
