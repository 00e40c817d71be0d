import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faultServer, replies, scriptedModelServer } from '@artemis/tooling-testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { goodAnswer, modelAt, nodeProject, wrongAnswer } from '../support/answers.ts';
import { artemis } from '../support/artemis.ts';
import { openHome, type Home } from '../support/home.ts';

let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home[Symbol.asyncDispose]());

describe('a run that does its work', () => {
  it('writes the files, shows the gate with its evidence, and ends with 0', async () => {
    await using model = await scriptedModelServer([goodAnswer]);
    await home.write(nodeProject);

    const { code, stdout, stderr } = await artemis(home, ['run', 'add', 'two', 'numbers'], { env: modelAt(model.baseUrl) });

    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(await readFile(join(home.project, 'src/add.js'), 'utf8')).toContain('a + b');
    expect(stderr).toMatch(/^artemis \d+\.\d+\.\d+ {2}run \w+ {2}model \S+ via 127\.0\.0\.1:\d+$/m);
    expect(stderr).toMatch(/create +src\/add\.js +\+1/);
    expect(stderr).toMatch(/ok passed +node --test +1 passed/);
    expect(stderr).toMatch(/ok Done: succeeded/);
  });

  it('prints one line of JSON for each event, from run.started to run.completed', async () => {
    await using model = await scriptedModelServer([goodAnswer]);
    await home.write(nodeProject);

    const { code, events } = await artemis(home, ['run', 'add two numbers', '--json'], { env: modelAt(model.baseUrl) });

    expect(code).toBe(0);
    expect(events[0]).toMatchObject({
      v: 1,
      seq: 1,
      type: 'run.started',
      task: 'add two numbers',
      project_dir: home.project,
      resumed: false,
    });
    expect(events.at(-1)).toMatchObject({
      type: 'run.completed',
      result: { status: 'succeeded', verified: true, exit_code: 0, degraded: [] },
    });
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(JSON.stringify(events)).not.toContain('0123456789abcdef');
  });

  it('says unverified and ends with 0 when nothing could be tested, and with 3 under --strict', async () => {
    await using model = await scriptedModelServer([goodAnswer]);
    const minimal = ['run', 'add', '--profile', 'minimal', '--json'];

    const lenient = await artemis(home, minimal, { env: modelAt(model.baseUrl) });
    const strict = await artemis(home, [...minimal, '--strict'], { env: modelAt(model.baseUrl) });

    expect(lenient.events.at(-1)).toMatchObject({ type: 'run.completed', result: { status: 'unverified' } });
    expect([lenient.code, strict.code]).toEqual([0, 3]);
  });

  it('sends a minimal task in one request of at most 2 kB', async () => {
    await using model = await faultServer([replies.streamed(goodAnswer)]);

    const { code } = await artemis(home, ['run', 'add two numbers'], { env: { ...modelAt(model.baseUrl), ARTEMIS_MINIMAL_MODE: 'true' } });

    expect(code).toBe(0);
    expect(model.requests.map(({ body }) => body.length <= 2048)).toEqual([true]);
  });
});

describe('a run that does not', () => {
  it('ends with 1 when the tests stay red, whatever the model says', async () => {
    await using model = await scriptedModelServer([wrongAnswer]);
    await home.write(nodeProject);

    const { code, events } = await artemis(home, ['run', 'add', '--json'], { env: modelAt(model.baseUrl) });

    expect(code).toBe(1);
    expect(events.at(-1)).toMatchObject({ type: 'run.completed', result: { status: 'failed', verified: false, exit_code: 1 } });
  });

  it('ends with 4 at a limit, here of model calls, and keeps its work', async () => {
    await using model = await scriptedModelServer([wrongAnswer]);
    await home.write(nodeProject);

    const { code, events } = await artemis(home, ['run', 'add', '--json'], { env: { ...modelAt(model.baseUrl), ARTEMIS_MAX_CALLS: '1' } });

    expect(model.requests).toHaveLength(1);
    expect(code).toBe(4);
    expect(events.at(-1)).toMatchObject({ type: 'run.failed', result: { error: { code: 'ARTEMIS_E_BUDGET' }, files: [{}, {}] } });
  });

  it('ends at its time limit when the model is silent: stopped there, or saved because no model answers', async () => {
    await using model = await faultServer([replies.hang()]);

    const { code, events } = await artemis(home, ['run', 'add', '--timeout', '1s', '--json'], { env: modelAt(model.baseUrl) });

    expect(model.fired.get('hang')).toBeGreaterThan(0);
    expect([4, 75]).toContain(code);
    expect(events.at(-1)).toMatchObject({ type: 'run.failed', result: { exit_code: code } });
  });

  it('L12: ends with 69 and names the variable, not the key, when the key is refused', async () => {
    await using model = await faultServer([replies.body(401, { error: { message: 'bad key' } })]);

    const { code, stderr } = await artemis(home, ['run', 'add'], { env: modelAt(model.baseUrl) });

    expect(model.requests).toHaveLength(1);
    expect(code).toBe(69);
    expect(stderr).toContain('ARTEMIS_E_MODEL_AUTH');
    expect(stderr).toContain('OPENAI_API_KEY');
    expect(stderr).not.toContain('0123456789abcdef');
  });

  it('L12: says that no key was sent, and from which variable it should have come', async () => {
    await using model = await faultServer([replies.body(401, { error: { message: 'no key' } })]);

    const { code, stderr } = await artemis(home, ['run', 'add'], { env: { OPENAI_BASE_URL: model.baseUrl } });

    expect([code, model.requests.length]).toEqual([69, 1]);
    expect(stderr).toContain('refused the request, which has no key (OPENAI_API_KEY is empty)');
  });

  it('ends with 74 when its record cannot be kept', async () => {
    await using model = await scriptedModelServer([goodAnswer]);
    await home.write({ state: 'a file where a folder should be' });

    const { code, events } = await artemis(home, ['run', 'add', '--json'], { env: modelAt(model.baseUrl) });

    expect(code).toBe(74);
    expect(events).toMatchObject([{ type: 'run.failed', result: { exit_code: 74, error: { code: 'ARTEMIS_E_STATE' } } }]);
  });

  it('ends with 75 when no model answers, and resume finishes it when one is back', async () => {
    const away = await faultServer([replies.hangUp()]);
    await away.stop();
    await using model = await scriptedModelServer([goodAnswer]);
    await home.write(nodeProject);

    const deferred = await artemis(home, ['run', 'add', '--json'], { env: { ...modelAt(away.baseUrl), ARTEMIS_PATIENCE: '0s' } });
    const listed = await artemis(home, ['resume', '--json']);
    const runId = deferred.events.at(-1)?.run_id ?? '';
    const resumed = await artemis(home, ['resume', runId, '--json'], { env: modelAt(model.baseUrl) });

    expect(deferred.code).toBe(75);
    expect(deferred.events.at(-1)).toMatchObject({ type: 'run.failed', result: { status: 'deferred' } });
    expect(JSON.parse(listed.stdout)).toMatchObject({ runs: [{ run_id: runId, status: 'deferred' }] });
    expect(resumed.code).toBe(0);
    expect(resumed.events.at(-1)).toMatchObject({ type: 'run.completed', run_id: runId, result: { status: 'succeeded' } });
  });

  it('ends with 76 when the model never answers in the form it was asked for', async () => {
    await using model = await scriptedModelServer(['I would rather talk about the weather.']);

    const { code, events } = await artemis(home, ['run', 'add', '--json'], { env: modelAt(model.baseUrl) });

    expect(code).toBe(76);
    expect(events.at(-1)).toMatchObject({ type: 'run.failed', result: { error: { code: 'ARTEMIS_E_INVALID_ANSWER' }, files: [] } });
  });
});

describe('a run that cannot begin', () => {
  it('ends with 69 and shows the three ways out when no model is configured', async () => {
    const { code, stderr } = await artemis(home, ['run', 'add']);

    expect(code).toBe(69);
    for (const way of ['OPENAI_API_KEY', '11434', '1234', '8080', ' demo']) expect(stderr).toContain(way);
  });

  it('has run.failed as its only line of JSON', async () => {
    const { code, events } = await artemis(home, ['run', 'add', '--json']);

    expect(code).toBe(69);
    expect(events).toMatchObject([
      { v: 1, seq: 1, type: 'run.failed', result: { status: 'failed', exit_code: 69, error: { code: 'ARTEMIS_E_NO_MODEL' } } },
    ]);
  });

  it('R06: ends with 2 when the task is empty, and waits for no input', async () => {
    const { code, events } = await artemis(home, ['run', ' ', '--json'], { env: modelAt('http://127.0.0.1:9/v1') });

    expect(code).toBe(2);
    expect(events.at(-1)).toMatchObject({ type: 'run.failed', result: { error: { code: 'ARTEMIS_E_USAGE' } } });
  });

  it('ends with 2 when minimal mode has no model it can speak to, and sends no key anywhere else', async () => {
    const env = { ANTHROPIC_API_KEY: 'sk-ant-0123456789abcdef' };

    const { code, events } = await artemis(home, ['run', 'add', '--json', '--profile', 'minimal', '--model', 'anthropic/claude-x'], {
      env,
    });

    expect(code).toBe(2);
    expect(events).toMatchObject([{ type: 'run.failed', result: { error: { code: 'ARTEMIS_E_USAGE' } } }]);
  });

  it('ends with 2 when the project folder is not there', async () => {
    const { code, events } = await artemis(home, ['run', 'add', '--json', '-C', 'nowhere'], { env: modelAt('http://127.0.0.1:9/v1') });

    expect(code).toBe(2);
    expect(events.at(-1)).toMatchObject({ type: 'run.failed', result: { error: { code: 'ARTEMIS_E_WORKSPACE_ROOT' } } });
  });
});
