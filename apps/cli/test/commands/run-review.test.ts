import { faultServer, replies, scriptedModelServer } from '@artemis/tooling-testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { strategyNames } from '@artemis/reasoning';
import { strategyChoices } from '../../src/program/run-commands.ts';
import { answerWith, goodAnswer, modelAt, nodeProject } from '../support/answers.ts';
import { artemis, type Ended } from '../support/artemis.ts';
import { openHome, type Home } from '../support/home.ts';

let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home[Symbol.asyncDispose]());

const noFindings = '{"findings": []}';
const plan = '{"steps": [{"title": "Write add()"}, {"title": "Test it", "test": true}]}';
const evilAnswer = answerWith("export const add = (a, b) => eval(a + '+' + b);\n", null);

interface Asked {
  readonly ended: Ended;
  /** What the model was told first, each time. */
  readonly roles: readonly string[];
}

async function run(script: readonly [string, ...string[]], ...options: readonly string[]): Promise<Asked> {
  await using model = await scriptedModelServer(script);
  const ended = await artemis(home, ['run', 'Write add().', '--json', ...options], { env: modelAt(model.baseUrl) });
  return {
    ended,
    roles: model.requests.map(({ messages }) => JSON.stringify(messages[0]?.content).slice(1).split(' ').slice(0, 2).join(' ')),
  };
}

describe('by default', () => {
  it('rules review and the plan is plain, so that a run costs no further call', async () => {
    await home.write(nodeProject);
    const { ended, roles } = await run([goodAnswer]);
    expect([ended.code, roles.length]).toEqual([0, 1]);
    expect(ended.events.at(-1)).toMatchObject({
      result: { status: 'succeeded', degraded: [], review: { status: 'approved' }, plan: { strategy: 'plain' }, cost: { calls: 1 } },
    });
    expect(ended.events).toContainEqual(
      expect.objectContaining({ type: 'capability.served', capability: 'review', served_by: { name: 'rules', rung: 'primary' } }),
    );
  });

  it('what rules block goes back to the model once', async () => {
    const { ended, roles } = await run([evilAnswer, goodAnswer]);
    expect([ended.code, roles.length]).toEqual([0, 2]);
    expect(ended.events.at(-1)).toMatchObject({ result: { review: { status: 'approved' } } });
  });
});

describe('where it is asked for', () => {
  it('--review model has the change read by a model', async () => {
    const { ended, roles } = await run([goodAnswer, noFindings], '--review', 'model');
    expect([ended.code, roles.length, roles[1]]).toEqual([0, 2, 'You review']);
    expect(ended.events.at(-1)).toMatchObject({ result: { review: { status: 'approved' }, cost: { calls: 2 } } });
  });

  it('a configured plugin is asked for too, and says how', async () => {
    await home.write({ 'config/artemis/config.json': '{"plugins": {"review": true, "reasoning": {"strategy": "plan-then-code"}}}' });
    const { ended, roles } = await run([plan, goodAnswer, noFindings]);
    expect([ended.code, roles]).toEqual([0, ['You plan', roles[1], 'You review']]);
  });

  it('--strategy plans in that way, and the explanation says so', async () => {
    const { ended } = await run([plan, goodAnswer], '--strategy', 'test-first');
    expect(ended.events).toContainEqual(
      expect.objectContaining({
        type: 'plan.made',
        plan: { strategy: 'test-first', steps: [{ title: 'Test it' }, { title: 'Write add()' }] },
      }),
    );
    const explained = await artemis(home, ['runs', 'explain', ended.events[0]?.run_id ?? '']);
    expect(explained.stdout).toContain('Plan: test-first');
  });

  it('offers the strategies there are', () => {
    expect(strategyChoices).toEqual(['auto', ...strategyNames]);
  });

  it('says what has no effect', async () => {
    await home.write({ 'config/artemis/config.json': '{"flags": {"enable_review": false, "enable_reasoning": false}}' });
    const { ended } = await run([goodAnswer], '--review', 'model', '--strategy', 'auto');
    expect(ended.stderr).toContain('--review has no effect');
    expect(ended.stderr).toContain('--strategy has no effect');
  });
});

describe('--require-review', () => {
  it('is met by a review of rules', async () => {
    await home.write(nodeProject);
    const { ended } = await run([goodAnswer], '--require-review');
    expect(ended.code).toBe(0);
  });

  it('K72: ends with 1 when the review falls to its floor, and a resume has it reviewed', async () => {
    await artemis(home, ['disable', 'review']);
    const { ended, roles } = await run([goodAnswer], '--require-review');
    expect([ended.code, roles.length]).toEqual([1, 1]);
    expect(ended.events.at(-1)).toMatchObject({
      type: 'run.failed',
      result: {
        error: { code: 'ARTEMIS_E_NOT_APPROVED' },
        review: { status: 'unreviewed', summary: expect.stringContaining('switched off') },
      },
    });
    expect(ended.stderr).toContain('Nobody has reviewed the change: the review is switched off.');

    await artemis(home, ['enable', 'review']);
    await using model = await faultServer([replies.hang()]);
    const resumed = await artemis(home, ['resume', ended.events[0]?.run_id ?? '', '--json'], { env: modelAt(model.baseUrl) });
    expect(model.requests).toHaveLength(0);
    expect(resumed.code).toBe(0);
    expect(resumed.events.at(-1)).toMatchObject({ result: { review: { status: 'approved' } } });
  });

  it('can be asked of a run that has ended without a review: it is reviewed, and nothing is done again', async () => {
    await artemis(home, ['disable', 'review']);
    const { ended } = await run([goodAnswer]);
    await artemis(home, ['enable', 'review']);
    await using model = await faultServer([replies.hang()]);
    const resume = ['resume', ended.events[0]?.run_id ?? '', '--json'];
    const [plain, reviewed] = [
      await artemis(home, resume, { env: modelAt(model.baseUrl) }),
      await artemis(home, [...resume, '--require-review'], { env: modelAt(model.baseUrl) }),
    ];
    expect([ended.code, plain.code, reviewed.code, model.requests.length]).toEqual([0, 0, 0, 0]);
    expect(plain.events.at(-1)).toMatchObject({ result: { review: { status: 'unreviewed' } } });
    expect(reviewed.events.at(-1)).toMatchObject({ result: { review: { status: 'approved' } } });
  });

  it('without it the skip is on record and in the summary', async () => {
    await artemis(home, ['disable', 'review']);
    await using model = await scriptedModelServer([goodAnswer]);
    const { code, stderr } = await artemis(home, ['run', 'Write add().'], { env: modelAt(model.baseUrl) });
    expect(code).toBe(0);
    expect(stderr).toContain('review: unreviewed. Nobody has reviewed the change: the review is switched off.');
  });

  it.each([
    ['minimal mode', ['--profile', 'minimal'], '{}'],
    ['a flag', [], '{"flags": {"enable_review": false}}'],
  ])('P08: contradicts %s: 2, before anything is paid', async (_what, options, config) => {
    await home.write({ 'config/artemis/config.json': config });
    const { ended, roles } = await run([goodAnswer], '--require-review', ...options);
    expect([ended.code, roles.length]).toEqual([2, 0]);
    expect(ended.stderr).toContain('--require-review cannot be met');
  });
});
