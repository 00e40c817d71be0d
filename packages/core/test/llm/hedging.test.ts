import { describe, expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import type { Llm, LlmCall } from '../../src/capability/llm.ts';
import type { DevelopRequest } from '../../src/capability/supervision.ts';
import { hedgedCall } from '../../src/llm/hedged-call.ts';
import { ModelTail } from '../../src/llm/hedging.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { CallContext } from '../../src/resilience/call-context.ts';
import { sleep } from '../../src/resilience/sleep.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { scriptedVendor } from '../../src/testing/scripted-llm.ts';
import { seededRandom } from '../../src/testing/seeded-random.ts';
import { makeHome } from '../executor/asking.ts';
import { plug } from '../executor/with-components.ts';
import { callWith } from './ask.ts';

const limits = { firstByteMs: 30_000, idleMs: 30_000, silenceMs: 300_000 };
const questions = 2_000;

/** Takes time, and tells its progress as clients do. */
async function answerAfter(clock: Clock, { signal, onProgress }: LlmCall, waitMs: number): Promise<void> {
  onProgress?.();
  await sleep(clock, waitMs, signal);
  onProgress?.();
}

/** Asks many questions of a model that is slow in one of twenty, one after the other. */
async function askMany(tail?: ModelTail): Promise<{ readonly p99Ms: number; readonly requests: number; readonly aborted: number }> {
  const clock = new FakeClock();
  const random = seededRandom(11);
  const took: number[] = [];
  let requests = 0;
  let aborted = 0;
  for (let question = 0; question < questions; question++) {
    const beganMs = clock.nowMs();
    const options = { clock, limits, call: callWith(), mayLeave: () => false, silentError: () => new TypeError('silent'), tail };
    let isOver = false;
    const answer = hedgedCall(async (call) => {
      requests++;
      call.signal.addEventListener('abort', () => void aborted++);
      await answerAfter(clock, call, random.fraction() < 0.05 ? 10_000 : 800 + 400 * random.fraction());
    }, options).then(() => (isOver = true));
    while (!isOver) await clock.advanceAsync(20);
    await answer;
    took.push(clock.nowMs() - beganMs);
  }
  return { p99Ms: took.toSorted((one, other) => one - other)[questions * 0.99] ?? Number.NaN, requests, aborted };
}

describe('a model that is slow in one of twenty questions', () => {
  it('halves the slowest of a hundred answers at least, for 7 requests more of a hundred at most, and ends the slower ones', async () => {
    const without = await askMany();
    const hedged = await askMany(new ModelTail());
    expect(without).toMatchObject({ requests: questions, aborted: 0 });
    expect(hedged.p99Ms).toBeLessThanOrEqual(without.p99Ms / 2);
    expect(hedged.requests - questions).toBeGreaterThan(questions * 0.03);
    expect(hedged.requests - questions).toBeLessThanOrEqual(questions * 0.07);
    expect(hedged.aborted).toBe(hedged.requests - questions);
  });
});

describe('ModelTail', () => {
  it('knows nothing before it has seen enough', () => {
    const tail = new ModelTail();
    for (let answer = 0; answer < 19; answer++) tail.began(1_000);
    expect(tail.unusualMs).toBe(Infinity);
    tail.began(1_000);
    expect(tail.unusualMs).toBe(1_500);
  });

  it('forgets what was usual long ago', () => {
    const tail = new ModelTail();
    for (let answer = 0; answer < 100; answer++) tail.began(1_000);
    for (let answer = 0; answer < 100; answer++) tail.began(4_000);
    expect(tail.unusualMs).toBe(6_000);
  });

  it('saves up five second requests at most, whatever comes', () => {
    const tail = new ModelTail();
    for (let question = 0; question < 1_000; question++) tail.asked();
    expect(Array.from({ length: 6 }, () => tail.spend())).toEqual([true, true, true, true, true, false]);
  });
});

describe('an Artemis that was told so', () => {
  it('takes the faster answer, and charges both requests', async () => {
    await using home = await makeHome();
    const clock = new FakeClock();
    let requests = 0;
    const slowOne = 30;
    const llm: Llm = {
      model: 'm',
      async complete(_, call) {
        const number = ++requests;
        // Nothing else moves the clock.
        setImmediate(() => clock.advance(number === slowOne ? 1_500 : 1_000));
        await answerAfter(clock, call, number === slowOne ? 20_000 : 1_000);
        return { content: `answer ${number}`, toolCalls: [], finishReason: 'stop', usage: { inputTokens: 1, outputTokens: 1 }, model: 'm' };
      },
    };
    const artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'm' }], stateDir: home.stateDir, clock, hedging: true });
    await artemis.loadPlugin(scriptedVendor(llm));
    const answers: string[] = [];
    const develop = async ({ ask }: DevelopRequest, call: CallContext) => {
      for (let question = 0; question < 40; question++) {
        answers.push((await ask({ messages: [{ role: 'user', content: String(question) }] }, call)).content);
      }
      return { approach: 'x', changes: [{ kind: 'write' as const, path: 'a', content: 'a\n' }] };
    };
    await plug(artemis, { supervision: { develop } });
    const result = await artemis.executeTask({ text: 'add', projectDir: home.projectDir });
    await artemis.close();

    expect(answers).toHaveLength(40);
    expect(answers[slowOne - 1]).toBe(`answer ${slowOne + 1}`);
    expect(result.cost.calls).toBe(41);
    // What was aborted has its input paid for.
    expect(result.cost.inputTokens).toBeGreaterThan(40);
    const counted = artemis.metrics.exportJson().counters;
    expect(counted.find(({ name }) => name === 'artemis.model.hedged')?.series[0]?.value).toBe(1);
    expect(counted.find(({ name }) => name === 'artemis.model.abandoned')?.series[0]?.value).toBe(1);
  });
});
