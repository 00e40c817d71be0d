import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bulkhead } from '../../src/resilience/bulkhead.ts';

/** Calls that stay under way until the test settles them, in the order they began. */
function heldCalls() {
  const begun: PromiseWithResolvers<string>[] = [];
  const call = (): Promise<string> => {
    const held = Promise.withResolvers<string>();
    begun.push(held);
    return held.promise;
  };
  return { begun, call };
}

describe('Bulkhead', () => {
  it('runs only so many calls at once, and the others in order as places come free', async () => {
    const bulkhead = new Bulkhead('rag.chroma', { maxConcurrent: 2, maxQueued: 2 });
    const { begun, call } = heldCalls();
    const calls = [1, 2, 3, 4].map((number) => bulkhead.execute(() => call().then((value) => `${number} ${value}`)));
    expect({ begun: begun.length, running: bulkhead.running, queued: bulkhead.queued }).toEqual({ begun: 2, running: 2, queued: 2 });
    begun[1]?.resolve('fine');
    await expect(calls[1]).resolves.toBe('2 fine');
    expect({ begun: begun.length, running: bulkhead.running, queued: bulkhead.queued }).toEqual({ begun: 3, running: 2, queued: 1 });
    begun[2]?.reject(new Error('broken'));
    await expect(calls[2]).rejects.toThrow('broken');
    for (const held of begun) held.resolve('late');
    await expect(calls[3]).resolves.toBe('4 late');
    await calls[0];
    expect({ running: bulkhead.running, queued: bulkhead.queued }).toEqual({ running: 0, queued: 0 });
  });

  it('refuses at once when all places are taken, those in the queue included', async () => {
    const bulkhead = new Bulkhead('rag.chroma', { maxConcurrent: 1 });
    const { begun, call } = heldCalls();
    const running = bulkhead.execute(call);
    await expect(bulkhead.execute(call)).rejects.toMatchObject({
      name: 'BulkheadFullError',
      code: 'ARTEMIS_E_BULKHEAD_FULL',
      component: 'rag.chroma',
      facts: { maxConcurrent: 1, maxQueued: 0 },
    });
    begun[0]?.resolve('fine');
    await expect(running).resolves.toBe('fine');
    expect(begun).toHaveLength(1);
  });

  it('gives the place in the queue up on an abort, without running the call', async () => {
    const bulkhead = new Bulkhead('rag.chroma', { maxConcurrent: 1, maxQueued: 1 });
    const { begun, call } = heldCalls();
    const running = bulkhead.execute(call);
    const cancel = new AbortController();
    const waiting = bulkhead.execute(call, { signal: cancel.signal });
    cancel.abort('stopped by hand');
    await expect(waiting).rejects.toBe('stopped by hand');
    expect(bulkhead.queued).toBe(0);
    begun[0]?.resolve('fine');
    await running;
    expect({ begun: begun.length, running: bulkhead.running }).toEqual({ begun: 1, running: 0 });
  });

  it('passes the place on when its turn and the abort come together', async () => {
    const bulkhead = new Bulkhead('rag.chroma', { maxConcurrent: 1, maxQueued: 2 });
    const { begun, call } = heldCalls();
    const cancel = new AbortController();
    const first = bulkhead.execute(call);
    const second = bulkhead.execute(call, cancel);
    const third = bulkhead.execute(call);
    begun[0]?.resolve('fine');
    await first;
    cancel.abort('stopped');
    begun[1]?.resolve('fine');
    await Promise.allSettled([second]);
    begun.at(-1)?.resolve('fine');
    await expect(third).resolves.toBe('fine');
    expect(bulkhead.running).toBe(0);
  });

  it('does not run a call whose signal has aborted already', async () => {
    const bulkhead = new Bulkhead('rag.chroma', { maxConcurrent: 1 });
    await expect(bulkhead.execute(async () => 'never reached', { signal: AbortSignal.abort('stopped') })).rejects.toBe('stopped');
    expect(bulkhead.running).toBe(0);
  });

  it('leaves no listener behind', async () => {
    const bulkhead = new Bulkhead('rag.chroma', { maxConcurrent: 1, maxQueued: 100 });
    const { signal } = new AbortController();
    await Promise.all(Array.from({ length: 100 }, () => bulkhead.execute(async () => 'fine', { signal })));
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('frees the place of a call that throws before it returns a promise', async () => {
    const bulkhead = new Bulkhead('rag.chroma', { maxConcurrent: 1 });
    const broken = (): never => {
      throw new Error('broken');
    };
    await expect(bulkhead.execute(broken)).rejects.toThrow('broken');
    await expect(bulkhead.execute(async () => 'fine')).resolves.toBe('fine');
  });

  it.each([{ maxConcurrent: 0 }, { maxConcurrent: Number.NaN }, { maxConcurrent: 1, maxQueued: -1 }])(
    'refuses limits that cannot work: %j',
    (options) => {
      expect(() => new Bulkhead('any', options)).toThrow(expect.objectContaining({ code: 'ARTEMIS_E_INVALID_OPTION' }));
    },
  );

  it('never runs more than it may, loses no place and no call, in any order of events', async () => {
    const limits = fc.record({ maxConcurrent: fc.integer({ min: 1, max: 3 }), maxQueued: fc.integer({ min: 0, max: 3 }) });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), limits, fc.array(fc.boolean(), { maxLength: 12 }), async (scheduler, options, aborted) => {
        const bulkhead = new Bulkhead('any', options);
        let running = 0;
        let most = 0;
        const calls = aborted.map((abort) => {
          const cancel = new AbortController();
          if (abort) void scheduler.schedule(Promise.resolve()).then(() => cancel.abort('stopped'));
          return bulkhead.execute(async () => {
            most = Math.max(most, ++running);
            await scheduler.schedule(Promise.resolve());
            running--;
          }, cancel);
        });
        const settled = Promise.allSettled(calls);
        await scheduler.waitFor(settled);
        expect(most).toBeLessThanOrEqual(options.maxConcurrent);
        expect({ running: bulkhead.running, queued: bulkhead.queued, alive: running }).toEqual({ running: 0, queued: 0, alive: 0 });
      }),
    );
  });
});
