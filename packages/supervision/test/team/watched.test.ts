import { FakeClock } from '@artemis/core/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventsOf, openHouse, type House } from '../house.ts';
import { curious, never, patch, question, right, runCrew, type Work } from './with-crew.ts';

describe('a developer under watch', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house[Symbol.asyncDispose]());

  it('is held to its share of the calls, and not started again', async () => {
    const { result, events } = await runCrew(house, [curious, right], { share: { calls: 3, tokens: 1_000 } });
    expect(result).toMatchObject({ status: 'succeeded', degraded: [], cost: { calls: 3 } });
    expect(eventsOf(events, 'developer.started')).toHaveLength(2);
    expect(eventsOf(events, 'developer.ended')).toContainEqual(
      expect.objectContaining({ developer: 'dev-1', outcome: 'failed', reason: expect.stringContaining('3 of 3 model calls') }),
    );
  });

  it('is held to its share of the tokens', async () => {
    const { events } = await runCrew(house, [curious, right], { share: { calls: 100, tokens: 50 } });
    expect(eventsOf(events, 'model.answered')).toHaveLength(3);
    expect(eventsOf(events, 'developer.ended')).toContainEqual(
      expect.objectContaining({ developer: 'dev-1', reason: expect.stringContaining('60 of 50 tokens') }),
    );
  });

  it('is stopped when it goes in a circle: the same question, the same refused work', async () => {
    const asks: Work = async (request, call) => {
      for (;;) await request.ask(question, call);
    };
    const checks: Work = async (request, call) => {
      for (;;) await request.check(patch('wrong\n'), call);
    };
    const { events } = await runCrew(house, [asks, checks, right]);
    const reasons = eventsOf(events, 'developer.ended').map(({ reason }) => reason);
    expect(reasons).toEqual(
      expect.arrayContaining([
        expect.stringContaining('asked the same question 5 times'),
        expect.stringContaining('same work judged 5 times'),
      ]),
    );
  });

  it('is ended when it gives no sign of life, whether it listens or not, and started again', async () => {
    const clock = new FakeClock();
    const stalls: Work = async (request, call, start) => {
      if (start === 3) return patch('right\n');
      await request.ask({ messages: [{ role: 'user', content: `${start}` }] }, call);
      setImmediate(() => clock.advance(60_000));
      return never(request, call, start);
    };
    const { result, events } = await runCrew(house, [stalls], { clock });
    expect(result).toMatchObject({ status: 'succeeded', degraded: [] });
    expect(eventsOf(events, 'developer.ended').map(({ outcome, reason }) => [outcome, reason.includes('done nothing for 60 s')])).toEqual([
      ['failed', true],
      ['failed', true],
      ['passed', false],
    ]);
  });

  it('can do nothing any more once it was ended and works on behind', async () => {
    const clock = new FakeClock();
    const late = Promise.withResolvers<unknown>();
    const zombie: Work = async (request, call, start) => {
      if (start === 2) {
        await late.promise;
        return patch('right\n');
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      call.signal.addEventListener('abort', () => resolve());
      setImmediate(() => clock.advance(60_000));
      await promise;
      const acts = [
        () => request.ask(question, call),
        () => request.check(patch('wrong\n'), call),
        () => request.once('x', async () => 1),
        () => request.tools(call),
      ];
      const ends = await Promise.allSettled(acts.map(async (act) => act()));
      request.report({ type: 'warning.raised', message: 'from behind' });
      late.resolve(ends.map(({ status }) => status));
      return patch('wrong\n');
    };
    const { result, events } = await runCrew(house, [zombie], { clock });
    expect(result).toMatchObject({ status: 'succeeded', cost: { calls: 0 } });
    expect(eventsOf(events, 'warning.raised')).toEqual([]);
    expect(await late.promise).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
  });

  it('has what it had judged last counted when it does not come to its end', async () => {
    const fails: Work = async (request, call) => {
      await request.check(patch('right\n'), call);
      for (;;) await request.ask(question, call);
    };
    const { result, events } = await runCrew(house, [fails, async () => patch('wrong\n')]);
    expect(result.status).toBe('succeeded');
    expect(eventsOf(events, 'developer.ended')).toContainEqual(
      expect.objectContaining({ developer: 'dev-1', outcome: 'passed', reason: expect.stringContaining('What it had judged last counts') }),
    );
  });

  it('is taken with all it has brought to its copy: the gate has judged all of it', async () => {
    const inSteps: Work = async (request, call) => {
      await request.check({ approach: 'first', changes: [{ kind: 'write', path: 'needed.js', content: 'needed\n' }] }, call);
      return patch('right\n');
    };
    const { result } = await runCrew(house, [inSteps]);
    expect(result).toMatchObject({ status: 'succeeded', approach: 'add it' });
    expect(result.files.map(({ path }) => path)).toEqual(['add.js', 'needed.js']);
  });

  it('is failed and not started again when what it makes is no patch', async () => {
    const { result, events } = await runCrew(house, [
      async () => ({ approach: 'x', changes: [{ kind: 'burn', path: 'a' }] }) as never,
      right,
    ]);
    expect(result.status).toBe('succeeded');
    expect(eventsOf(events, 'developer.ended')).toContainEqual(expect.objectContaining({ developer: 'dev-1', outcome: 'failed' }));
    expect(eventsOf(events, 'developer.started')).toHaveLength(2);
  });
});
