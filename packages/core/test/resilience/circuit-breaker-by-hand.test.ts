import { describe, expect, it } from 'vitest';
import type { CircuitTransition } from '../../src/resilience/circuit-transition.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { expectFailure, offline, setUp, setUpHalfOpen, succeed } from './breaker-fixture.ts';

describe('forceOpen', () => {
  it('refuses every call until it is released, whatever time passes', async () => {
    const { breaker, clock } = setUp();
    const hold = breaker.forceOpen('maintenance');
    clock.advance(1_000_000);
    await expect(succeed(breaker)).rejects.toMatchObject({
      state: 'isolated',
      cause: 'maintenance',
      retryAfterMs: Infinity,
      facts: { retryAfterMs: null },
    });
    expect(breaker.state).toBe('isolated');
    hold.release();
    await expect(succeed(breaker)).resolves.toBe('fine');
    expect(breaker.state).toBe('closed');
  });

  it('ends with the block it was declared in', () => {
    const { breaker } = setUp();
    {
      using _maintenance = breaker.forceOpen('maintenance');
      expect(breaker.state).toBe('isolated');
    }
    expect(breaker.state).toBe('closed');
  });

  it('holds until the last of several holders lets go, however often one of them does', () => {
    const { breaker } = setUp();
    const first = breaker.forceOpen('maintenance');
    const second = breaker.forceOpen('drill');
    first.release();
    first.release();
    expect(breaker.state).toBe('isolated');
    second.release();
    expect(breaker.state).toBe('closed');
  });

  it('a hold of an earlier time does not end a later one', () => {
    const { breaker } = setUp();
    const old = breaker.forceOpen('maintenance');
    breaker.release();
    breaker.forceOpen('drill');
    old.release();
    expect(breaker.state).toBe('isolated');
  });

  it('drops the results of calls that were under way', async () => {
    const { breaker } = await setUpHalfOpen();
    const trial = Promise.withResolvers<string>();
    const trying = breaker.execute(() => trial.promise);
    const hold = breaker.forceOpen('maintenance');
    trial.resolve('late');
    await expect(trying).resolves.toBe('late');
    expect(breaker.state).toBe('isolated');
    hold.release();
    expect(breaker.state).toBe('closed');
  });
});

describe('release', () => {
  it('ends every hold', () => {
    const { breaker } = setUp();
    breaker.forceOpen('maintenance');
    breaker.forceOpen('drill');
    breaker.release();
    expect(breaker.state).toBe('closed');
  });

  it('does nothing to a circuit that calls have opened', async () => {
    const { breaker } = setUp();
    await expectFailure(breaker);
    breaker.release();
    expect(breaker.state).toBe('open');
  });
});

describe('disable', () => {
  it('lets every call through and counts none', async () => {
    const { breaker } = setUp();
    await expectFailure(breaker);
    breaker.disable();
    const down = scripted<string>(offline);
    for (let call = 0; call < 10; call++) await breaker.execute(down).catch(() => {});
    expect({ calls: down.calls, state: breaker.state, enabled: breaker.enabled }).toEqual({ calls: 10, state: 'closed', enabled: false });
  });

  it('is undone by enable, with a clean record', async () => {
    const { breaker } = setUp({ trip: { consecutive: 2 } });
    await expectFailure(breaker);
    breaker.disable();
    breaker.enable();
    await expectFailure(breaker);
    expect(breaker.state).toBe('closed');
    await expectFailure(breaker);
    expect(breaker.state).toBe('open');
  });

  it('drops results of calls that began before it was enabled again', async () => {
    const { breaker } = setUp();
    breaker.disable();
    const old = Promise.withResolvers<string>();
    const calling = breaker.execute(() => old.promise);
    breaker.enable();
    old.reject(offline);
    await expect(calling).rejects.toBe(offline);
    expect(breaker.state).toBe('closed');
  });

  it('gives way to forceOpen', () => {
    const { breaker } = setUp();
    breaker.disable();
    breaker.forceOpen('maintenance');
    expect(breaker.state).toBe('isolated');
  });

  it('enable does nothing to a circuit that calls have opened', async () => {
    const { breaker } = setUp();
    await expectFailure(breaker);
    breaker.enable();
    expect(breaker.state).toBe('open');
  });
});

describe('onTransition', () => {
  it('tells each change with its reason and wait', async () => {
    const { breaker, clock } = setUp();
    const seen: CircuitTransition[] = [];
    breaker.onTransition((transition) => seen.push(transition));
    await expectFailure(breaker);
    clock.advance(1_000);
    await succeed(breaker);
    expect(seen).toEqual([
      { component: 'rag.chroma', from: 'closed', to: 'open', retryAfterMs: 1_000, reason: 'index offline', cause: offline },
      { component: 'rag.chroma', from: 'open', to: 'half-open', retryAfterMs: null, reason: 'index offline', cause: offline },
      { component: 'rag.chroma', from: 'half-open', to: 'closed', retryAfterMs: null, reason: null, cause: undefined },
    ]);
  });

  it('stops when told to, for that listener alone', async () => {
    const { breaker } = setUp();
    let first = 0;
    let second = 0;
    const stop = breaker.onTransition(() => first++);
    breaker.onTransition(() => second++);
    stop();
    await expectFailure(breaker);
    expect({ first, second }).toEqual({ first: 0, second: 1 });
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('bad listener');
      },
    ],
    ['rejects', async () => Promise.reject(new Error('bad listener'))],
    ['rejects in its own way', () => ({ then: (_: unknown, reject: (reason: unknown) => void) => reject('bad listener') })],
  ] as const)('a listener that %s harms neither the call nor other listeners', async (_, listener) => {
    const { breaker } = setUp();
    let told = 0;
    breaker.onTransition(listener);
    breaker.onTransition(() => told++);
    await expectFailure(breaker);
    expect({ told, state: breaker.state }).toEqual({ told: 1, state: 'open' });
  });

  it('a listener that calls through the breaker does not take the trial from the caller', async () => {
    const { breaker } = await setUpHalfOpen();
    const within: Promise<unknown>[] = [];
    breaker.onTransition(({ to }) => {
      if (to === 'half-open') within.push(succeed(breaker).catch((error: unknown) => error));
    });
    await expect(succeed(breaker)).resolves.toBe('fine');
    await expect(within[0]).resolves.toMatchObject({ code: 'ARTEMIS_E_CIRCUIT_OPEN', state: 'half-open' });
  });

  it('is not told of a change that cannot be seen', () => {
    const { breaker } = setUp();
    const seen: CircuitTransition[] = [];
    breaker.onTransition((transition) => seen.push(transition));
    breaker.disable();
    breaker.enable();
    expect(seen).toEqual([]);
  });
});

describe('dispose', () => {
  it('forgets the listeners and still guards calls', async () => {
    const { breaker } = setUp();
    let told = 0;
    breaker.onTransition(() => told++);
    breaker.dispose();
    await expectFailure(breaker);
    expect({ told, state: breaker.state }).toEqual({ told: 0, state: 'open' });
  });
});
