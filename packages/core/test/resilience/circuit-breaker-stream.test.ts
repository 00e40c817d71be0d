import { describe, expect, it } from 'vitest';
import { expectFailure, offline, setUp, setUpHalfOpen, succeed } from './breaker-fixture.ts';

async function* count(to: number, thenThrow?: unknown): AsyncGenerator<number> {
  for (let number = 1; number <= to; number++) yield number;
  if (thenThrow !== undefined) throw thenThrow;
}

const collect = async <T>(stream: AsyncIterable<T>): Promise<T[]> => Array.fromAsync(stream);

describe('protectStream', () => {
  it('passes the items on and keeps their type', async () => {
    const { breaker } = setUp();
    const guarded: (to: number) => AsyncIterable<number> = breaker.protectStream((to: number) => count(to));
    await expect(collect(guarded(3))).resolves.toEqual([1, 2, 3]);
  });

  it('takes a function that promises its stream', async () => {
    const { breaker } = setUp();
    await expect(collect(breaker.protectStream(async () => count(2))())).resolves.toEqual([1, 2]);
  });

  it('counts a stream that breaks midway as one failure', async () => {
    const { breaker } = setUp({ trip: { consecutive: 2 } });
    const broken = breaker.protectStream(() => count(5, offline));
    await expect(collect(broken())).rejects.toBe(offline);
    expect(breaker.state).toBe('closed');
    await expect(collect(broken())).rejects.toBe(offline);
    expect(breaker.state).toBe('open');
  });

  it('counts a function that throws at once as a failure', async () => {
    const { breaker } = setUp();
    const broken = breaker.protectStream((): AsyncIterable<number> => {
      throw offline;
    });
    await expect(collect(broken())).rejects.toBe(offline);
    expect(breaker.state).toBe('open');
  });

  it('calls nothing, and refuses nothing, before the first item is asked for', async () => {
    const { breaker } = setUp();
    await expectFailure(breaker);
    let calls = 0;
    const stream = breaker.protectStream(() => (calls++, count(1)))();
    await expect(stream.next()).rejects.toMatchObject({ code: 'ARTEMIS_E_CIRCUIT_OPEN' });
    expect(calls).toBe(0);
  });

  it('closes a half-open circuit when the whole stream was good, not before', async () => {
    const { breaker } = await setUpHalfOpen();
    const stream = breaker.protectStream(() => count(1))();
    await stream.next();
    expect(breaker.state).toBe('half-open');
    await expect(succeed(breaker)).rejects.toMatchObject({ state: 'half-open' });
    await stream.next();
    expect(breaker.state).toBe('closed');
  });

  it('is neutral when the consumer stops early: the source is closed and the trial’s permit comes back', async () => {
    const { breaker } = await setUpHalfOpen();
    let closed = 0;
    const source = async function* (): AsyncGenerator<number> {
      try {
        yield* count(5);
      } finally {
        closed++;
      }
    };
    for await (const item of breaker.protectStream(source)()) if (item === 2) break;
    expect({ closed, state: breaker.state }).toEqual({ closed: 1, state: 'half-open' });
    await succeed(breaker);
    expect(breaker.state).toBe('closed');
  });

  it('is neutral when the consumer throws into it', async () => {
    const { breaker } = setUp();
    const stream = breaker.protectStream(() => count(5))();
    await stream.next();
    await expect(stream.throw(new Error('consumer is tired'))).rejects.toThrow('tired');
    expect(breaker.state).toBe('closed');
  });

  it('is neutral when the caller aborts', async () => {
    const { breaker } = setUp();
    const run = new AbortController();
    const guarded = breaker.protectStream((_call: { signal: AbortSignal }) => count(1, offline));
    const stream = guarded(run);
    await stream.next();
    run.abort();
    await expect(stream.next()).rejects.toBe(offline);
    expect(breaker.state).toBe('closed');
  });

  it('does not begin for a caller who has aborted already', async () => {
    const { breaker } = setUp();
    let calls = 0;
    const guarded = breaker.protectStream((_signal: AbortSignal) => (calls++, count(1)));
    await expect(collect(guarded(AbortSignal.abort('cancelled')))).rejects.toBe('cancelled');
    expect(calls).toBe(0);
  });

  it('counts the time the source takes as slow, not the time the consumer takes', async () => {
    const { breaker, clock } = setUp({ slow: { afterMs: 100, ratio: 1 } });
    for await (const _ of breaker.protectStream(() => count(3))()) clock.advance(500);
    expect(breaker.state).toBe('closed');
    const slowly = async function* (): AsyncGenerator<number> {
      clock.advance(60);
      yield 1;
      clock.advance(60);
    };
    await collect(breaker.protectStream(slowly)());
    expect(breaker.state).toBe('open');
  });
});
