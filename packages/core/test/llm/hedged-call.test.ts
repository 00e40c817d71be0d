import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { LlmCall } from '../../src/capability/llm.ts';
import { hedgedCall, type HedgedRequest, type HedgeOptions, type Silence } from '../../src/llm/hedged-call.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { callWith } from './ask.ts';

/** A request under way that the test answers, fails or lets show progress. */
interface Request extends PromiseWithResolvers<string> {
  readonly call: LlmCall;
}

const limits = { firstByteMs: 30_000, idleMs: 20_000, silenceMs: 300_000 };

class SilentError extends Error {
  readonly phase: string;
  readonly silentMs: number;

  readonly isLeft: boolean;

  constructor({ phase, silentMs, isLeft }: Silence) {
    super(phase);
    this.phase = phase;
    this.silentMs = silentMs;
    this.isLeft = isLeft;
  }
}

/** Begins a call whose requests stay open; each is sent at once unless told otherwise. */
function begin(options: Partial<HedgeOptions> & { readonly quiet?: boolean } = {}) {
  const clock = new FakeClock();
  const controller = new AbortController();
  const requests: Request[] = [];
  const request: HedgedRequest<string> = (call) => {
    const made = { ...Promise.withResolvers<string>(), call };
    call.signal.addEventListener('abort', () => made.reject(call.signal.reason), { once: true });
    requests.push(made);
    if (!options.quiet) call.onProgress?.();
    return made.promise;
  };
  const answer = hedgedCall(request, {
    clock,
    limits,
    call: callWith(controller.signal),
    mayLeave: () => false,
    silentError: (silence) => new SilentError(silence),
    ...options,
  });
  answer.catch(() => {});
  const at = (index: number): Request => {
    const found = requests[index];
    if (!found) throw new Error(`Request ${index} was not made.`);
    return found;
  };
  return { clock, controller, requests, answer, at };
}

describe('a model in whose place another one can be asked', () => {
  it('L03: is left once it has been silent for the first-byte limit', async () => {
    const { clock, answer, requests, at } = begin({ mayLeave: () => true });
    clock.advance(29_999);
    expect(at(0).call.signal.aborted).toBe(false);
    clock.advance(1);
    await expect(answer).rejects.toMatchObject({ phase: 'first-byte', silentMs: 30_000, isLeft: true });
    expect([requests.length, at(0).call.signal.aborted, clock.pendingTimers]).toEqual([1, true, 0]);
  });

  it('L06: is left once it has stood still in mid-answer for the idle limit', async () => {
    const { clock, answer, at } = begin({ mayLeave: () => true });
    clock.advance(25_000);
    at(0).call.onProgress?.();
    clock.advance(19_999);
    expect(at(0).call.signal.aborted).toBe(false);
    clock.advance(10_001);
    await expect(answer).rejects.toMatchObject({ phase: 'idle' });
  });

  it('may take its time as long as it moves', async () => {
    const { clock, answer, requests, at } = begin({ mayLeave: () => true });
    for (let part = 0; part < 50; part++) {
      clock.advance(15_000);
      at(0).call.onProgress?.();
    }
    at(0).resolve('slow');
    await expect(answer).resolves.toBe('slow');
    expect(requests).toHaveLength(1);
  });
});

describe('a model that stands alone', () => {
  it('L03: is asked again beside the silent request, and the faster answer is taken', async () => {
    const { clock, answer, requests, at } = begin();
    clock.advance(30_000);
    expect(requests).toHaveLength(2);
    at(1).resolve('second');
    await expect(answer).resolves.toBe('second');
    expect(at(0).call.signal.reason).toMatchObject({ name: 'AbortError' });
    expect(clock.pendingTimers).toBe(0);
  });

  it('L03: is not cut off when it is only slow', async () => {
    const { clock, answer, at } = begin();
    clock.advance(55_000);
    at(0).resolve('slow');
    await expect(answer).resolves.toBe('slow');
    expect(at(1).call.signal.aborted).toBe(true);
  });

  it('is sent two further requests at most, and given up after the longest silence', async () => {
    const { clock, answer, requests, at } = begin();
    clock.advance(60_000 + 299_999);
    expect(requests).toHaveLength(3);
    expect(at(0).call.signal.aborted).toBe(false);
    clock.advance(1);
    await expect(answer).rejects.toMatchObject({ phase: 'first-byte', silentMs: 300_000, isLeft: false });
    expect(requests.every(({ call }) => call.signal.aborted)).toBe(true);
  });

  it('is not asked again while one of its requests moves', async () => {
    const { clock, answer, requests, at } = begin();
    clock.advance(30_000);
    for (let part = 0; part < 10; part++) {
      clock.advance(15_000);
      at(1).call.onProgress?.();
    }
    expect(requests).toHaveLength(2);
    at(1).resolve('second');
    await expect(answer).resolves.toBe('second');
  });

  it('still answers when the further request fails', async () => {
    const { clock, answer, at } = begin();
    clock.advance(30_000);
    at(1).reject(new Error('503'));
    await clock.advanceAsync(1_000);
    at(0).resolve('first');
    await expect(answer).resolves.toBe('first');
  });

  it('fails with the last failure when all requests fail', async () => {
    const { clock, answer, at } = begin();
    clock.advance(30_000);
    at(0).reject(new Error('reset'));
    await clock.advanceAsync(0);
    at(1).reject(new Error('503'));
    await expect(answer).rejects.toThrow('503');
    expect(clock.pendingTimers).toBe(0);
  });

  it('is left at the next silence once another model is back', async () => {
    let otherStands = false;
    const { clock, answer, requests } = begin({ mayLeave: () => otherStands });
    clock.advance(30_000);
    otherStands = true;
    clock.advance(30_000);
    await expect(answer).rejects.toMatchObject({ phase: 'first-byte' });
    expect(requests).toHaveLength(2);
  });
});

it('never takes a client for silent that does not tell its progress', async () => {
  const { clock, answer, requests, at } = begin({ quiet: true, mayLeave: () => true });
  clock.advance(10_000_000);
  at(0).resolve('late');
  await expect(answer).resolves.toBe('late');
  expect(requests).toHaveLength(1);
});

it('never takes a request for silent whose answer comes in one piece, until a part of it has come', async () => {
  const { clock, answer, at, requests } = begin({ mayLeave: () => true });
  at(0).call.onQuiet?.();
  clock.advance(10_000_000);
  expect(requests.map(({ call }) => call.signal.aborted)).toEqual([false]);
  at(0).call.onProgress?.();
  clock.advance(30_000);
  await expect(answer).rejects.toMatchObject({ isLeft: true });
});

it('fails at once with what the only request failed with', async () => {
  const { answer, at, clock } = begin();
  at(0).reject(new Error('refused'));
  await expect(answer).rejects.toThrow('refused');
  expect(clock.pendingTimers).toBe(0);
});

it('ends every request when the caller aborts, and leaves nothing on its signal', async () => {
  const { clock, controller, answer, requests } = begin();
  clock.advance(30_000);
  controller.abort(new Error('Ctrl-C'));
  await expect(answer).rejects.toThrow('Ctrl-C');
  expect(requests.map(({ call }) => (call.signal.reason as Error).message)).toEqual(['Ctrl-C', 'Ctrl-C']);
  expect([clock.pendingTimers, getEventListeners(controller.signal, 'abort').length]).toEqual([0, 0]);
});
