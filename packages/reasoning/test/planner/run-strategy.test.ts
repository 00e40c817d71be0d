import type { AskModel, LlmRequest } from '@artemis/core';
import { describe, expect, it } from 'vitest';
import { runStrategy } from '../../src/planner/run-strategy.ts';
import { strategies } from '../../src/strategy/strategies.ts';
import type { StrategyName } from '../../src/index.ts';
import { planOf, said } from '../planning-model.ts';

const call = { signal: new AbortController().signal, remainingMs: () => 1_000 };

interface Played {
  readonly titles: readonly string[];
  readonly questions: readonly string[];
}

async function play(name: StrategyName, ...answers: readonly (string | Error)[]): Promise<Played> {
  const requests: LlmRequest[] = [];
  const ask: AskModel = async (request) => {
    const answer = answers[requests.push(request) - 1] ?? '';
    if (answer instanceof Error) throw answer;
    return said(answer);
  };
  const steps = await runStrategy(strategies[name], { taskText: 'Write add().', ask, call });
  return { titles: steps.map(({ title }) => title), questions: requests.map(({ messages }) => messages[1]?.content ?? '') };
}

describe('runStrategy', () => {
  it('self-check shows the plan to the model and takes the corrected one', async () => {
    const { titles, questions } = await play('self-check', planOf('Write add()'), planOf('Write add()', 'Test add()'));
    expect(titles).toEqual(['Write add()', 'Test add()']);
    expect(questions[1]).toContain('{"steps":[{"title":"Write add()"}]}');
  });

  it('several-drafts takes the draft the others agree with, not the longest', async () => {
    const eloquent = planOf('Contemplate magnificent architecture', 'Compose an unparalleled symphony of abstractions', 'Rejoice');
    const { titles } = await play(
      'several-drafts',
      eloquent,
      planOf('Write add in add.js', 'Test add'),
      planOf('Write add in add.js', 'Test add', 'Document add'),
    );
    expect(titles[0]).toBe('Write add in add.js');
  });

  it('several-drafts needs only one draft that can be used', async () => {
    const { titles } = await play('several-drafts', new Error('away'), planOf('Write add()'), new Error('away'));
    expect(titles).toEqual(['Write add()']);
  });

  it('test-first puts the steps that write tests in front', async () => {
    const answer = JSON.stringify({ steps: [{ title: 'Write add()' }, { title: 'Test add()', test: true }] });
    expect((await play('test-first', answer)).titles).toEqual(['Test add()', 'Write add()']);
  });

  it('test-first refuses a plan without tests', async () => {
    await expect(play('test-first', planOf('Write add()'))).rejects.toMatchObject({ code: 'ARTEMIS_E_PLAN_UNUSABLE' });
  });

  it('decompose puts the steps of each part in its place, and keeps a part that could not be planned', async () => {
    const { titles } = await play('decompose', planOf('Parser', 'Printer'), planOf('Read signs', 'Read words'), new Error('away'));
    expect(titles).toEqual(['Parser: Read signs', 'Parser: Read words', 'Printer']);
  });

  it.each([
    'not JSON',
    '{"steps": 3}',
    '{"steps": [{"name": "x"}]}',
    planOf(...Array.from({ length: 30 }, () => 'again')),
    planOf('…', '---'),
  ])('refuses nonsense: %s', async (nonsense) => {
    await expect(play('plan-then-code', nonsense, nonsense)).rejects.toMatchObject({ code: 'ARTEMIS_E_INVALID_ANSWER' });
  });
});
