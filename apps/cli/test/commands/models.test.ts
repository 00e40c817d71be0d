import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faultServer, replies, scriptedModelServer } from '@artemis/tooling-testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { goodAnswer, modelAt, nodeProject, wrongAnswer } from '../support/answers.ts';
import { artemis, type WireEvent } from '../support/artemis.ts';
import { openHome, type Home } from '../support/home.ts';

let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home[Symbol.asyncDispose]());

/** A user who has two models: a first one, and one behind it at another address. */
const twoModels = (first: string, second: string): Readonly<Record<string, string>> => ({
  'config/artemis/config.yaml': `models:
  - { model: first, base_url: "${first}", key_variable: FIRST_KEY, tier: 3 }
  - { model: second, base_url: "${second}", tier: 1, headers: { X-Team: blue-team-secret } }
`,
});
const env = { FIRST_KEY: 'sk-first-0123456789' };
const run = ['run', 'add two numbers', '--json'];
const result = (events: readonly WireEvent[]): unknown => events.at(-1);

describe('a list of models', () => {
  it('goes on with the second when the first refuses its key, and says so', async () => {
    await using first = await faultServer([replies.body(401, { error: { message: 'no' } })]);
    await using second = await faultServer([replies.streamed(goodAnswer)]);
    await home.write({ ...nodeProject, ...twoModels(first.baseUrl, second.baseUrl) });

    const { code, events, stderr } = await artemis(home, run, { env });

    expect([first.requests.length, second.requests.length]).toEqual([1, 1]);
    expect(first.requests[0]?.headers['authorization']).toBe('Bearer sk-first-0123456789');
    expect(second.requests[0]?.headers).toMatchObject({ 'x-team': 'blue-team-secret', authorization: 'Bearer no-key' });
    expect(code).toBe(0);
    expect(result(events)).toMatchObject({ type: 'run.completed', result: { status: 'succeeded' } });
    expect(events.some(({ type }) => type === 'component.degraded')).toBe(true);
    expect(stderr).not.toContain('blue-team-secret');
  });

  it('asks the configured models in the order of ARTEMIS_MODELS and --model', async () => {
    await using first = await faultServer([replies.streamed(goodAnswer)]);
    await using second = await faultServer([replies.streamed(goodAnswer)]);
    await home.write(twoModels(first.baseUrl, second.baseUrl));
    const minimal = ['run', 'add', '--profile', 'minimal'];

    await artemis(home, minimal, { env: { ...env, ARTEMIS_MODELS: 'second,first' } });
    await artemis(home, [...minimal, '--model', 'first', '--model', 'second'], { env: { ...env, ARTEMIS_MODELS: 'second' } });

    expect([first.requests.length, second.requests.length]).toEqual([1, 1]);
  });
});

describe('a model of Anthropic', () => {
  it('is asked in its own words, with its own key, at ANTHROPIC_BASE_URL', async () => {
    const events = [
      {
        type: 'message_start',
        message: {
          id: 'm',
          type: 'message',
          role: 'assistant',
          model: 'claude-x',
          content: [],
          usage: { input_tokens: 9, output_tokens: 1 },
        },
      },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: goodAnswer } },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 50 } },
      { type: 'message_stop' },
    ].map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    await using claude = await faultServer([replies.body(200, events.join(''), { 'content-type': 'text/event-stream' })]);
    await home.write(nodeProject);
    const there = { ANTHROPIC_BASE_URL: new URL(claude.baseUrl).origin, ANTHROPIC_API_KEY: 'sk-ant-0123456789' };

    const { code, events: lines } = await artemis(home, [...run, '--model', 'anthropic/claude-x'], { env: there });

    expect(claude.requests).toMatchObject([{ path: '/v1/messages' }]);
    expect(JSON.stringify(claude.requests[0]?.headers)).toContain('sk-ant-0123456789');
    expect(code).toBe(0);
    expect(result(lines)).toMatchObject({ result: { status: 'succeeded', cost: { calls: 1 } } });
  });
});

describe('--fallback', () => {
  it('never: only the first model is asked, and the run ends as if there were no other', async () => {
    await using first = await faultServer([replies.body(401, { error: { message: 'no' } })]);
    await using second = await faultServer([replies.streamed(goodAnswer)]);
    await home.write(twoModels(first.baseUrl, second.baseUrl));

    const { code } = await artemis(home, [...run, '--fallback', 'never'], { env });

    expect([first.requests.length, second.requests.length]).toEqual([1, 0]);
    expect(code).toBe(69);
  });

  it('ask: means never where nobody can be asked, and says so', async () => {
    await using first = await faultServer([replies.body(401, { error: { message: 'no' } })]);
    await using second = await faultServer([replies.streamed(goodAnswer)]);
    await home.write(twoModels(first.baseUrl, second.baseUrl));

    const { code, stderr } = await artemis(home, ['run', 'add', '--fallback', 'ask'], { env });

    expect(second.requests).toEqual([]);
    expect(code).toBe(69);
    expect(stderr).toContain('--fallback ask means never');
  });

  it('keeps models below --min-tier out', async () => {
    await using first = await faultServer([replies.body(401, { error: { message: 'no' } })]);
    await using second = await faultServer([replies.streamed(goodAnswer)]);
    await home.write(twoModels(first.baseUrl, second.baseUrl));

    const { code } = await artemis(home, [...run, '--min-tier', '2'], { env });

    expect([first.requests.length, second.requests.length, code]).toEqual([1, 0, 69]);
  });

  it('refuses what is no choice with 2', async () => {
    const codes = await Promise.all(
      [
        ['--fallback', 'perhaps'],
        ['--cache=sometimes'],
        ['--min-tier', 'high'],
        ['--max-calls', '0'],
        ['--max-cost', 'NaN'],
        ['--sandbox', 'maybe'],
      ].map(async (options) => (await artemis(home, ['run', 'x', ...options])).code),
    );

    expect(codes).toEqual([2, 2, 2, 2, 2, 2]);
  });
});

describe('--cache', () => {
  it('always: a second run of the same task asks nobody and writes the same files', async () => {
    await using model = await scriptedModelServer([goodAnswer]);
    await home.write(nodeProject);
    const cached = [...run, '--cache=always'];

    const one = await artemis(home, cached, { env: modelAt(model.baseUrl) });
    await artemis(home, ['undo', one.events[0]?.run_id ?? '']);
    const two = await artemis(home, cached, { env: modelAt(model.baseUrl) });

    expect(model.requests).toHaveLength(1);
    expect([one.code, two.code]).toEqual([0, 0]);
    expect(await readFile(join(home.project, 'src/add.js'), 'utf8')).toContain('a + b');
  });

  it('outage: a kept answer serves when no model answers, and the run says that it is degraded', async () => {
    await using model = await faultServer([replies.streamed(goodAnswer)]);
    await home.write(nodeProject);
    const cached = [...run, '--cache'];

    const one = await artemis(home, cached, { env: modelAt(model.baseUrl) });
    await artemis(home, ['undo', one.events[0]?.run_id ?? '']);
    await model.stop();
    const two = await artemis(home, cached, { env: { ...modelAt(model.baseUrl), ARTEMIS_PATIENCE: '0s' } });

    expect(two.code).toBe(0);
    expect(two.events.map(({ type }) => type)).toContain('model.recalled');
    expect(result(two.events)).toMatchObject({ result: { degraded: [expect.objectContaining({ component: 'llm' })] } });
  });
});

describe('limits on the command line', () => {
  it('L22: --max-calls stops a run with 4, and resume goes on with a higher one', async () => {
    await using model = await scriptedModelServer([wrongAnswer, goodAnswer]);
    await home.write(nodeProject);
    const there = { env: modelAt(model.baseUrl) };

    const stopped = await artemis(home, [...run, '--max-calls', '1'], there);
    const resumed = await artemis(home, ['resume', stopped.events[0]?.run_id ?? '', '--max-calls', '5', '--json'], there);

    expect([stopped.code, resumed.code]).toEqual([4, 0]);
    expect(model.requests).toHaveLength(2);
    expect(result(resumed.events)).toMatchObject({ result: { status: 'succeeded' } });
  });

  it('--max-tokens stops before the first call that needs more', async () => {
    await using model = await scriptedModelServer([goodAnswer]);

    const { code, events } = await artemis(home, [...run, '--max-tokens', '10'], { env: modelAt(model.baseUrl) });

    expect(code).toBe(4);
    expect(result(events)).toMatchObject({ result: { error: { code: 'ARTEMIS_E_BUDGET' } } });
    expect(model.requests).toEqual([]);
  });

  it('--max-cost stops before a call that could cost more, and says when a price is not known', async () => {
    await using model = await faultServer([replies.streamed(goodAnswer)]);
    const price = 'price: { input_usd_per_million: 1000, output_usd_per_million: 1000 }';
    await home.write({
      ...nodeProject,
      'config/artemis/config.yaml': `models:\n  - { model: dear, base_url: "${model.baseUrl}", ${price} }\n`,
    });

    const dear = await artemis(home, [...run, '--max-cost', '0.01']);
    const unknown = await artemis(home, [...run, '--max-cost', '0.01'], { env: { ...modelAt(model.baseUrl), ARTEMIS_MODELS: 'other' } });

    expect(dear.code).toBe(4);
    expect(unknown.code).toBe(0);
    expect(unknown.stderr).toContain('price of other is not known');
    expect(model.requests).toHaveLength(1);
  });

  it('--wait waits for a model as long as the run may take', async () => {
    await using away = await faultServer([replies.hangUp()]);
    await away.stop();

    const { events } = await artemis(home, [...run, '--wait', '--timeout', '2s'], {
      env: { ...modelAt(away.baseUrl), ARTEMIS_PATIENCE: '0s' },
    });

    expect(events.map(({ type }) => type)).toContain('models.awaited');
  });

  it('--hedge is taken, and said to have no effect where only one model is asked once', async () => {
    await using model = await scriptedModelServer([goodAnswer]);

    const hedged = await artemis(home, [...run, '--hedge'], { env: modelAt(model.baseUrl) });
    const minimal = await artemis(home, [...run, '--hedge'], { env: { ...modelAt(model.baseUrl), ARTEMIS_MINIMAL_MODE: 'true' } });

    expect([hedged.code, minimal.code]).toEqual([0, 0]);
    expect(hedged.stderr).not.toContain('--hedge');
    expect(minimal.stderr).toContain('--hedge has no effect');
  });
});
