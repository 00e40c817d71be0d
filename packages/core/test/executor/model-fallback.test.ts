import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Llm, LlmAnswer } from '../../src/capability/llm.ts';
import { ModelError } from '../../src/llm/failure/model-error.ts';
import { scriptedLlm } from '../../src/testing/scripted-llm.ts';
import { filesIn, makeHome, runWith, work } from './asking.ts';

const refusesKey = new ModelError('ARTEMIS_E_MODEL_AUTH', 'the key is wrong', { kind: 'ask', hint: '' });
const isDown = new ModelError('ARTEMIS_E_MODEL_OVERLOADED', 'overloaded', { kind: 'switch', hint: '' });
const forbidden = new ModelError('ARTEMIS_E_MODEL_REFUSED', 'I will not do that', { kind: 'stop', hint: '' });
const passes = new ModelError('ARTEMIS_E_MODEL_OVERLOADED', 'overloaded', { kind: 'retry', hint: '' });

describe('mode auto', () => {
  it('asks the next model, and the result says so', async () => {
    await using home = await makeHome();
    const models = { first: scriptedLlm(refusesKey), second: scriptedLlm(work()) };
    const { result } = await runWith(home, models);
    expect(result).toMatchObject({
      exitCode: 0,
      served: expect.arrayContaining([{ capability: 'llm', by: 'scripted/second', rung: 'fallback' }]),
    });
    expect(result.degraded).toMatchObject([
      { component: 'llm', from: 'scripted/first', fallback: 'scripted/second', code: 'ARTEMIS_E_MODEL_AUTH' },
    ]);
  });
});

describe('a model whose client gives back what is no answer', () => {
  const good: LlmAnswer = { content: work(), toolCalls: [], finishReason: 'stop', usage: { inputTokens: 1, outputTokens: 1 }, model: 'm' };
  const call = { id: '1', name: 'write', arguments: '{}' };
  const cyclic: Record<string, unknown> = { ...good };
  cyclic['self'] = cyclic;
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'text'],
    ['no content', { ...good, content: null }],
    ['no list of tool calls', { ...good, toolCalls: null }],
    ['a tool call without a name', { ...good, toolCalls: [{ ...call, name: undefined }] }],
    ['arguments that are no text', { ...good, toolCalls: [{ ...call, arguments: {} }] }],
    ['an end nobody knows', { ...good, finishReason: 'because' }],
    ['no usage', { ...good, usage: undefined }],
    ['usage that would give money back', { ...good, usage: { inputTokens: -1_000_000, outputTokens: 0 } }],
    ['usage without end', { ...good, usage: { inputTokens: Infinity, outputTokens: 0 } }],
    ['a model without a name', { ...good, model: 1 }],
    ['itself', cyclic],
  ])('X15: %s: the next one is asked, and the result says so', async (_, answer) => {
    await using home = await makeHome();
    const odd: Llm = { model: 'odd', complete: async () => answer as LlmAnswer };
    const { result } = await runWith(home, { odd, second: scriptedLlm(work()) });
    expect(result).toMatchObject({
      exitCode: 0,
      degraded: [{ component: 'llm', from: 'scripted/odd', code: 'ARTEMIS_E_MODEL_BAD_ANSWER' }],
    });
    expect(result.cost).toMatchObject({ inputTokens: 10 });
  });

  it('X15: where there is no other, the run ends with what to do and no bug of ours', async () => {
    await using home = await makeHome();
    const odd: Llm = { model: 'odd', complete: async () => ({ ...good, content: null as unknown as string }) };
    const { result } = await runWith(home, { odd });
    expect(result).toMatchObject({ status: 'failed', exitCode: 69, error: { code: 'ARTEMIS_E_MODEL_BAD_ANSWER' } });
  });
});

describe('mode never', () => {
  it('fails loudly, with the code of the policy, and asks nobody else', async () => {
    await using home = await makeHome();
    const models = { first: scriptedLlm(refusesKey), second: scriptedLlm(work()) };
    const { result } = await runWith(home, models, { modelFallback: { mode: 'never' } });
    expect(result).toMatchObject({ status: 'failed', exitCode: 69, error: { code: 'ARTEMIS_E_FALLBACK_REFUSED' } });
    expect(result.error?.message).toContain('scripted/second');
    expect(models.second.requests).toHaveLength(0);
  });

  it('is deferred where waiting may help', async () => {
    await using home = await makeHome();
    const models = { first: scriptedLlm(passes), second: scriptedLlm(work()) };
    const { result } = await runWith(home, models, { modelFallback: { mode: 'never' }, limits: { patienceMs: 0 } });
    expect(result).toMatchObject({ exitCode: 75, error: { code: 'ARTEMIS_E_MODELS_OUT' } });
    expect(models.second.requests).toHaveLength(0);
  });
});

describe('mode ask', () => {
  it.each([
    [true, 0, 'scripted/second'],
    [false, 69, undefined],
  ])('with the answer %s the exit code is %i', async (allowed, exitCode, by) => {
    await using home = await makeHome();
    const asked: string[][] = [];
    const models = { first: scriptedLlm(refusesKey), second: scriptedLlm(work()) };
    const ask = async (from: string, to: string): Promise<boolean> => asked.push([from, to]) > 0 && allowed;
    const { result } = await runWith(home, models, { modelFallback: { mode: 'ask', ask } });
    expect([result.exitCode, result.served.find(({ capability }) => capability === 'llm')?.by]).toEqual([exitCode, by]);
    expect(asked).toEqual([['scripted/first', 'scripted/second']]);
  });
});

describe('what no switch mends', () => {
  it('C05: a request that a model refuses for its content is taken to no other model', async () => {
    await using home = await makeHome();
    const models = { first: scriptedLlm(forbidden), second: scriptedLlm(work()) };
    const { result } = await runWith(home, models);
    expect(result).toMatchObject({ status: 'failed', exitCode: 76, error: { code: 'ARTEMIS_E_MODEL_REFUSED' } });
    expect(models.second.requests).toHaveLength(0);
  });

  it('an error nobody knows is met by one switch and then ends the run: it is not asked again', async () => {
    await using home = await makeHome();
    const unknown = new ModelError('ARTEMIS_E_MODEL_BAD_ANSWER', 'answered with status 299', { kind: 'switch', hint: '' });
    const models = { first: scriptedLlm(unknown), second: scriptedLlm(unknown) };
    const { result, events } = await runWith(home, models);
    expect(result).toMatchObject({ exitCode: 69, error: { code: 'ARTEMIS_E_MODEL_BAD_ANSWER' } });
    expect([models.first.requests.length, models.second.requests.length]).toEqual([1, 1]);
    expect(events.filter(({ type }) => type === 'models.awaited')).toEqual([]);
  });
});

it('keeps the lowest tier in every case, and shows every switch in the outcome', async () => {
  const model = fc.record({ tier: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }), works: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.array(model, { minLength: 1, maxLength: 5 }),
      fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
      async (list, minTier) => {
        await using home = await makeHome();
        const models = Object.fromEntries(list.map(({ works }, index) => [`m${index}`, scriptedLlm(works ? work() : isDown)]));
        const settings = list.map(({ tier }, index) => ({ vendor: 'scripted', model: `m${index}`, ...(tier !== undefined && { tier }) }));
        const modelFallback = { mode: 'auto' as const, ...(minTier !== undefined && { minTier }) };
        const { result } = await runWith(home, models, { models: settings, modelFallback });

        const mayAnswer = list.map(({ tier }, index) => index === 0 || minTier === undefined || (tier !== undefined && tier >= minTier));
        const expected = list.findIndex(({ works }, index) => works && mayAnswer[index]);
        for (const [index, may] of mayAnswer.entries()) if (!may) expect(models[`m${index}`]?.requests).toHaveLength(0);
        const served = result.served.find(({ capability }) => capability === 'llm');
        expect(served?.by).toBe(expected < 0 ? undefined : `scripted/m${expected}`);
        const degradation = { component: 'llm', from: 'scripted/m0', fallback: `scripted/m${expected}` };
        expect(result.degraded).toMatchObject(expected > 0 ? [degradation] : []);
        expect(Object.keys(await filesIn(home))).toHaveLength(expected < 0 ? 0 : 2);
      },
    ),
    { numRuns: 60 },
  );
});
