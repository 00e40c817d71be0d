import { describe, expect, it } from 'vitest';
import { ComponentRegistry } from '../../src/component/component-registry.ts';
import { EventStream } from '../../src/events/event-stream.ts';
import type { Llm } from '../../src/capability/llm.ts';
import { ModelError } from '../../src/llm/failure/model-error.ts';
import { modelLadder } from '../../src/llm/model-ladder.ts';
import { modelBreaker, modelRetry } from '../../src/llm/model-policy.ts';
import type { RunEvent } from '../../src/task/run-event.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { scriptedLlm } from '../../src/testing/scripted-llm.ts';
import { seededRandom } from '../../src/testing/seeded-random.ts';
import { callWith } from '../llm/ask.ts';
import { filesIn, makeHome, runWith, work } from './asking.ts';

const unreachable = new ModelError('ARTEMIS_E_MODEL_UNREACHABLE', 'refused the connection', { kind: 'retry', hint: '' });

/** A model that cannot be reached until a time, and when it was asked. */
function awayUntil(clock: FakeClock, backAtMs: number, error: ModelError = unreachable): Llm & { readonly askedAtMs: readonly number[] } {
  const llm = scriptedLlm(work());
  const askedAtMs: number[] = [];
  return {
    ...llm,
    askedAtMs,
    complete(request, call) {
      askedAtMs.push(clock.nowMs());
      return clock.nowMs() < backAtMs ? Promise.reject(error) : llm.complete(request, call);
    },
  };
}

/** Sleeps through every wait of a run as soon as it begins: nothing else moves the clock. */
const sleepThrough =
  (clock: FakeClock) =>
  (event: RunEvent): void => {
    if (event.type === 'retry.scheduled' || event.type === 'models.awaited') setImmediate(() => clock.advance(event.waitMs + 1));
  };

describe('a provider that is away', () => {
  it.each(Array.from({ length: 12 }, (_, seed) => seed))('for 60 s is survived (chance %i)', async (seed) => {
    await using home = await makeHome();
    const clock = new FakeClock();
    const model = awayUntil(clock, 60_000);
    const { result, events } = await runWith(home, { model }, { clock, random: seededRandom(seed), onEvent: sleepThrough(clock) });
    expect([result.exitCode, Object.keys(await filesIn(home))]).toEqual([0, ['add.js', 'add.test.js']]);
    expect(model.askedAtMs.filter((atMs) => atMs < 60_000).length).toBeLessThanOrEqual(10);
    expect(events.some(({ type }) => type === 'models.awaited')).toBe(true);
  });

  it('for a moment costs no more than half a second', async () => {
    await using home = await makeHome();
    const clock = new FakeClock();
    const model = awayUntil(clock, 100);
    await runWith(home, { model }, { clock, random: seededRandom(1), onEvent: sleepThrough(clock) });
    const [first = 0, second = 0] = model.askedAtMs;
    expect(second - first).toBeLessThanOrEqual(500);
    expect(second - first).toBeGreaterThanOrEqual(150);
  });

  it('for ever defers the run within its patience', async () => {
    await using home = await makeHome();
    const clock = new FakeClock();
    const model = awayUntil(clock, Infinity);
    const { result } = await runWith(
      home,
      { model },
      { clock, random: seededRandom(1), limits: { patienceMs: 60_000 }, onEvent: sleepThrough(clock) },
    );
    expect(result).toMatchObject({ status: 'deferred', exitCode: 75, error: { code: 'ARTEMIS_E_MODELS_OUT' } });
    expect(clock.nowMs()).toBeLessThanOrEqual(61_000);
  });
});

it('L09: a Retry-After is kept to the second, with a wait for the whole list in between', async () => {
  await using home = await makeHome();
  const clock = new FakeClock();
  const limited = new ModelError('ARTEMIS_E_MODEL_RATE_LIMITED', 'slow down', { kind: 'retry', hint: '', retryAfterMs: 20_000 });
  const model = awayUntil(clock, 1_000, limited);
  const { result } = await runWith(home, { model }, { clock, random: seededRandom(1), onEvent: sleepThrough(clock) });
  const [first = 0, second = 0] = model.askedAtMs;
  expect(result.exitCode).toBe(0);
  expect(second - first).toBeGreaterThanOrEqual(20_000);
  expect(second - first).toBeLessThan(21_000);
});

it.each([1, 2, 3, 4, 5])('L14: 100 questions in 10 minutes reach a dead first model at most 8 times (chance %i)', async (seed) => {
  const clock = new FakeClock();
  const random = seededRandom(seed);
  const events = new EventStream<RunEvent>();
  events.subscribe(sleepThrough(clock));
  const components = new ComponentRegistry({ floors: {}, clock, random, events });
  const dead = awayUntil(clock, Infinity);
  const second = scriptedLlm('fine');
  const implementations = [dead, second].map((llm, index) => ({
    name: `m${index}`,
    create: () => llm,
    retry: modelRetry,
    breaker: modelBreaker,
  }));
  components.registerLadder('llm', modelLadder(implementations), 'test');

  for (let question = 0; question < 100; question++) {
    const outcome = await components.call('llm', (llm, call) => llm.complete({ messages: [] }, call), callWith());
    expect(outcome).toMatchObject({ servedBy: { name: 'm1' }, degraded: { from: 'm0' } });
    clock.advance(6_000);
  }
  expect(dead.askedAtMs.length).toBeLessThanOrEqual(8);
});
