import { faultServer, replies, type Reply } from '@artemis/tooling-testkit';
import { describe, expect, it } from 'vitest';
import { filesIn, makeHome, work } from '../executor/asking.ts';
import { expectDone, fired, runTask, times, types } from './fault-run.ts';
import { faultsThenWork, neededCalls, rightFiles, working } from './working-model.ts';

describe('one model that falls silent', () => {
  it.each<readonly [string, Reply]>([
    ['L03: it accepts and never answers', replies.hang()],
    ['L04: its JSON stands still', replies.stalledJson()],
    ['L06: its stream stands still', replies.stall(2)],
    ['L06: it sends only keep-alive comments', replies.pings(0, 20)],
  ])('%s: a second request goes out after 30 s', async (_what, fault) => {
    await using home = await makeHome();
    await using server = await faultServer(faultsThenWork(fault));
    const ran = await runTask(home, [server.baseUrl]);
    await expectDone(home, ran);
    expect([fired(server, fault), server.requests.length]).toEqual([1, neededCalls + 1]);
    expect(types(ran).filter((type) => type === 'model.hedged' || type === 'model.abandoned')).toEqual(['model.hedged', 'model.abandoned']);
    expect(ran.result.cost.calls).toBe(neededCalls + 1);
  });

  it('L03: a model that is only slow is not cut off', async () => {
    await using home = await makeHome();
    const slow: Reply = {
      name: 'slow',
      send: (response, request) => void setTimeout(() => working.send(response, request), 45_000 / times),
    };
    await using server = await faultServer([slow]);
    const ran = await runTask(home, [server.baseUrl]);
    await expectDone(home, ran);
    expect(types(ran).filter((type) => type === 'model.failed')).toEqual([]);
    expect(types(ran).filter((type) => type === 'model.hedged')).toHaveLength(neededCalls);
  });

  it('L03: when it is silent for ever the run is deferred in bounded time, and resuming completes it', async () => {
    await using home = await makeHome();
    const fault = replies.hang();
    await using server = await faultServer([working, fault, fault, fault, working]);
    const { result, artemis } = await runTask(
      home,
      [server.baseUrl],
      { callLimits: { firstByteMs: 3_000, idleMs: 3_000, silenceMs: 6_000 } },
      { patienceMs: 5_000 },
    );
    expect(result).toMatchObject({ status: 'deferred', exitCode: 75, error: { code: 'ARTEMIS_E_MODELS_OUT' } });
    expect(fired(server, fault)).toBe(3);
    const resumed = await artemis.resume(result.runId);
    await artemis.close();
    expect(resumed.exitCode).toBe(0);
    expect(await filesIn(home)).toEqual(rightFiles);
    // The answer of before is not asked for again.
    expect(server.requests).toHaveLength(neededCalls + 3);
  });
});

it('L22: a second request is refused by the budget like any other, and the first may still answer', async () => {
  await using home = await makeHome();
  const answer = replies.streamed(work());
  const slow: Reply = { name: 'slow', send: (response, request) => void setTimeout(() => answer.send(response, request), 45_000 / times) };
  await using server = await faultServer([slow]);
  const ran = await runTask(home, [server.baseUrl], {}, { maxCalls: 1 });
  await ran.artemis.close();
  expect([ran.result.exitCode, ran.result.cost.calls, server.requests.length]).toEqual([0, 1, 1]);
});
