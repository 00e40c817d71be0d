import { beforeEach, describe, expect, it } from 'vitest';
import type { ContextRetriever } from '../../src/capability/rag.ts';
import { ComponentRegistry } from '../../src/component/component-registry.ts';
import type { Implementation } from '../../src/component/component.ts';
import { RunBlockedError } from '../../src/errors/run-blocked-error.ts';
import { EventStream } from '../../src/events/event-stream.ts';
import type { CallContext } from '../../src/resilience/call-context.ts';
import type { RunEvent } from '../../src/task/run-event.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { seededRandom } from '../../src/testing/seeded-random.ts';

const retriever = (title: string): ContextRetriever => ({ retrieve: async () => [{ title, text: '' }], prompt: async () => title });
const ask = async (rag: ContextRetriever, call: CallContext): Promise<string | null> => rag.prompt('developer', call);

describe('ComponentRegistry', () => {
  let clock: FakeClock;
  let events: RunEvent[];
  let registry: ComponentRegistry;

  beforeEach(() => {
    clock = new FakeClock();
    events = [];
    const stream = new EventStream<RunEvent>();
    stream.subscribe((event) => events.push(event));
    registry = new ComponentRegistry({
      floors: { rag: { name: 'floor', instance: retriever('floor') } },
      clock,
      random: seededRandom(1),
      events: stream,
    });
  });

  const call = (remainingMs = 60_000, signal = new AbortController().signal): CallContext => ({ signal, remainingMs: () => remainingMs });
  const implementation = (
    name: string,
    prompt: ContextRetriever['prompt'],
    more: Partial<Implementation<ContextRetriever>> = {},
  ): Implementation<ContextRetriever> => ({
    name,
    create: () => ({ ...retriever(name), prompt }),
    ...more,
  });
  const down = (name: string): Implementation<ContextRetriever> =>
    implementation(name, async () => {
      throw new Error(`${name} refused`);
    });

  it('serves from the primary, and says so', async () => {
    registry.register('rag', { primary: implementation('chroma', async () => 'chroma'), fallback: down('lexical') }, 'p');
    expect(await registry.call('rag', ask, call())).toEqual({ value: 'chroma', servedBy: { name: 'chroma', rung: 'primary' } });
  });

  it('serves from the fallback when the primary fails, with the reason and since when', async () => {
    registry.register('rag', { primary: down('chroma'), fallback: implementation('lexical', async () => 'lexical') }, 'p');
    expect(await registry.call('rag', ask, call())).toMatchObject({
      value: 'lexical',
      servedBy: { name: 'lexical', rung: 'fallback' },
      degraded: {
        component: 'rag',
        from: 'chroma',
        fallback: 'lexical',
        reason: 'chroma refused',
        since: new Date(clock.wallMs()).toISOString(),
      },
    });
  });

  it('X17: serves from the floor when the fallback fails too', async () => {
    registry.register('rag', { primary: down('chroma'), fallback: down('lexical') }, 'p');
    expect(await registry.call('rag', ask, call())).toMatchObject({
      value: 'floor',
      servedBy: { rung: 'floor' },
      degraded: { fallback: 'floor' },
    });
  });

  it('without a floor rejects with every cause', async () => {
    registry.registerLadder(
      'llm',
      [
        { name: 'one', create: () => Promise.reject(new Error('first')) },
        { name: 'two', create: () => Promise.reject(new Error('second')) },
      ],
      'core',
    );
    const asked = registry.call('llm', async (llm) => llm.model, call());
    await expect(asked).rejects.toMatchObject({ code: 'ARTEMIS_E_ALL_FAILED', causes: [new Error('first'), new Error('second')] });
  });

  it('is not degraded when nothing is installed or it is switched off', async () => {
    expect(await registry.call('rag', ask, call())).toEqual({ value: 'floor', servedBy: { name: 'floor', rung: 'floor' } });
    registry.register('rag', { primary: implementation('chroma', async () => 'chroma'), fallback: down('lexical') }, 'p');
    registry.disable('rag');
    expect(await registry.call('rag', ask, call())).toEqual({ value: 'floor', servedBy: { name: 'floor', rung: 'floor' } });
    registry.enable('rag');
    expect((await registry.call('rag', ask, call())).servedBy.name).toBe('chroma');
  });

  it('an abort is no failure: nobody further down is asked and the circuit stays closed', async () => {
    const controller = new AbortController();
    let asked = 0;
    const primary = implementation('chroma', async () => {
      controller.abort(new Error('stop'));
      throw new Error('collateral');
    });
    const fallback = implementation('lexical', async () => String(asked++));
    registry.register('rag', { primary, fallback }, 'p');
    await expect(registry.call('rag', ask, call(60_000, controller.signal))).rejects.toThrow('stop');
    expect(asked).toBe(0);
    expect(registry.list()[0]?.rungs[0]?.breaker.state).toBe('closed');
  });

  it('a primary that hangs gets half of the time, so that the fallback has the rest', async () => {
    registry.register(
      'rag',
      { primary: implementation('chroma', () => new Promise(() => {})), fallback: implementation('lexical', async () => 'lexical') },
      'p',
    );
    const answered = registry.call('rag', ask, call(10_000));
    await clock.advanceAsync(4_999);
    expect(events).toEqual([]);
    await clock.advanceAsync(1);
    expect(await answered).toMatchObject({ value: 'lexical', degraded: { code: 'ARTEMIS_E_DEADLINE' } });
  });

  it('opens the circuit of a primary that keeps failing, does not call it meanwhile, and returns to it by itself', async () => {
    let calls = 0;
    let healthy = false;
    const primary = implementation(
      'chroma',
      async () => {
        calls++;
        if (healthy) return 'chroma';
        throw new Error('refused');
      },
      { breaker: { trip: { consecutive: 2 }, open: { waitMs: 1_000, jitter: false } } },
    );
    registry.register('rag', { primary, fallback: implementation('lexical', async () => 'lexical') }, 'p');
    for (let round = 0; round < 5; round++) await registry.call('rag', ask, call());
    expect(calls).toBe(2);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'circuit.changed', component: 'rag', implementation: 'chroma', to: 'open' }),
    );
    healthy = true;
    clock.advance(1_000);
    expect((await registry.call('rag', ask, call())).servedBy.name).toBe('chroma');
    expect(registry.degraded).toEqual([]);
  });

  it('creates an instance once for all callers, and again after its creation has failed', async () => {
    let created = 0;
    const primary: Implementation<ContextRetriever> = {
      name: 'chroma',
      create: async () => {
        if (created++ === 0) throw new Error('not yet');
        return retriever('chroma');
      },
    };
    registry.register('rag', { primary, fallback: implementation('lexical', async () => 'lexical') }, 'p');
    expect((await registry.call('rag', ask, call())).value).toBe('lexical');
    const both = await Promise.all([registry.call('rag', ask, call()), registry.call('rag', ask, call())]);
    expect(both.map(({ value }) => value)).toEqual(['chroma', 'chroma']);
    expect(created).toBe(2);
  });

  it('throws an instance away after a timeout and makes a new one', async () => {
    let created = 0;
    const disposed: number[] = [];
    const primary: Implementation<ContextRetriever> = {
      name: 'chroma',
      timeoutMs: 100,
      create: () => {
        const number = ++created;
        return { ...retriever('x'), prompt: () => (number === 1 ? new Promise(() => {}) : Promise.resolve(`client ${number}`)) };
      },
      dispose: () => void disposed.push(created),
    };
    registry.register('rag', { primary, fallback: implementation('lexical', async () => 'lexical') }, 'p');
    const first = registry.call('rag', ask, call());
    await clock.advanceAsync(100);
    expect((await first).value).toBe('lexical');
    expect((await registry.call('rag', ask, call())).value).toBe('client 2');
    expect(disposed).toEqual([1]);
  });

  it('retries as its implementation asks, and announces each wait', async () => {
    let calls = 0;
    const primary = implementation(
      'chroma',
      async () => {
        if (++calls < 3) throw new Error('busy');
        return 'chroma';
      },
      { retry: { maxAttempts: 3, firstWaitMs: 10, jitter: false } },
    );
    registry.register('rag', { primary, fallback: down('lexical') }, 'p');
    const answered = registry.call('rag', ask, call());
    await clock.advanceAsync(100);
    expect((await answered).servedBy.name).toBe('chroma');
    expect(events.filter(({ type }) => type === 'retry.scheduled')).toHaveLength(2);
  });

  it('a run that is blocked opens no circuit', async () => {
    const primary = implementation(
      'chroma',
      async () => {
        throw new RunBlockedError('ARTEMIS_E_BUDGET', 'spent', { hint: '' });
      },
      { breaker: { trip: { consecutive: 1 } } },
    );
    registry.register('rag', { primary, fallback: implementation('lexical', async () => 'lexical') }, 'p');
    await registry.call('rag', ask, call());
    expect(registry.list()[0]?.rungs[0]?.breaker.state).toBe('closed');
  });

  it('X09: refuses a second owner of a capability and keeps the first', () => {
    registry.register('rag', { primary: down('a'), fallback: down('b') }, 'first');
    expect(() => registry.register('rag', { primary: down('c'), fallback: down('d') }, 'second')).toThrow(
      expect.objectContaining({ code: 'ARTEMIS_E_COMPONENT_TAKEN' }),
    );
    expect(registry.list()[0]?.owner).toBe('first');
  });

  it('get answers only for what is registered and switched on', () => {
    expect(registry.get('rag')).toBeUndefined();
    registry.register('rag', { primary: down('a'), fallback: down('b') }, 'p');
    expect(registry.get('rag')?.owner).toBe('p');
    registry.disable('rag');
    expect([registry.get('rag'), registry.isEnabled('rag')]).toEqual([undefined, false]);
  });
});
