import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ModelError } from '../../src/llm/failure/model-error.ts';
import { scriptedLlm } from '../../src/testing/scripted-llm.ts';
import { filesIn, makeHome, runWith, work } from './asking.ts';

const isDown = new ModelError('ARTEMIS_E_MODEL_OVERLOADED', 'overloaded', { kind: 'retry', hint: '' });
const cacheOf = (use: 'always' | 'outage', path: string): { answerCache: { use: 'always' | 'outage'; directory: string } } => ({
  answerCache: { use, directory: join(path, 'answers') },
});

describe('use always', () => {
  it('makes no call in a second identical run, and the same files', async () => {
    await using first = await makeHome();
    await using second = await makeHome();
    const one = scriptedLlm(work());
    const two = scriptedLlm(work('something else\n'));
    await runWith(first, { m: one }, cacheOf('always', first.path));
    const { result, events } = await runWith(second, { m: two }, cacheOf('always', first.path));

    expect([one.requests.length > 0, two.requests.length, result.exitCode, result.cost.calls]).toEqual([true, 0, 0, 0]);
    expect(await filesIn(second)).toEqual(await filesIn(first));
    expect(result.served).toContainEqual({ capability: 'llm', by: 'answer-cache', rung: 'fallback' });
    expect(result.degraded).toEqual([]);
    expect(events.filter(({ type }) => type === 'model.recalled')).toHaveLength(one.requests.length);
  });

  it('does not take an answer of a fallback for one of the first model', async () => {
    await using home = await makeHome();
    const options = cacheOf('always', home.path);
    await runWith(
      home,
      { first: scriptedLlm(new ModelError('ARTEMIS_E_MODEL_AUTH', 'no', { kind: 'ask', hint: '' })), second: scriptedLlm(work()) },
      options,
    );
    await using again = await makeHome();
    const first = scriptedLlm(work('better\n'));
    await runWith(again, { first, second: scriptedLlm(work()) }, options);
    expect(first.requests.length).toBeGreaterThan(0);
    expect(await filesIn(again)).toMatchObject({ 'add.js': 'better\n' });
  });

  it('asks the model where every kept answer is damaged', async () => {
    await using first = await makeHome();
    await using second = await makeHome();
    await runWith(first, { m: scriptedLlm(work()) }, cacheOf('always', first.path));
    const directory = join(first.path, 'answers');
    for (const name of await readdir(directory)) await writeFile(join(directory, name), '{"version":1,"answer":');
    const model = scriptedLlm(work());
    const { result } = await runWith(second, { m: model }, cacheOf('always', first.path));
    expect([model.requests.length > 0, result.exitCode]).toEqual([true, 0]);
  });

  it('keeps no answer that holds a secret', async () => {
    await using home = await makeHome();
    await runWith(
      home,
      { m: scriptedLlm(work('const token = "hunter-two-hunter-two";\n')) },
      { ...cacheOf('always', home.path), secrets: ['hunter-two-hunter-two'] },
    );
    await expect(readdir(join(home.path, 'answers'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('use outage', () => {
  it('asks the models while they answer', async () => {
    await using home = await makeHome();
    await using again = await makeHome();
    await runWith(home, { m: scriptedLlm(work()) }, cacheOf('outage', home.path));
    const model = scriptedLlm(work('fresh\n'));
    const { result } = await runWith(again, { m: model }, cacheOf('outage', home.path));
    expect(await filesIn(again)).toMatchObject({ 'add.js': 'fresh\n' });
    expect(result.degraded).toEqual([]);
  });

  it('serves as the last rung when none answers, and the run says that it is degraded', async () => {
    await using home = await makeHome();
    await using again = await makeHome();
    await runWith(home, { m: scriptedLlm(work()) }, cacheOf('outage', home.path));
    const { result } = await runWith(again, { m: scriptedLlm(isDown) }, cacheOf('outage', home.path));
    expect(result.exitCode).toBe(0);
    expect(await filesIn(again)).toEqual(await filesIn(home));
    expect(result.degraded).toMatchObject([
      { component: 'llm', from: 'scripted/m', fallback: 'answer-cache', code: 'ARTEMIS_E_MODEL_OVERLOADED' },
    ]);
  });

  it('is deferred when nothing is kept for the question', async () => {
    await using home = await makeHome();
    const { result } = await runWith(home, { m: scriptedLlm(isDown) }, { ...cacheOf('outage', home.path), limits: { patienceMs: 0 } });
    expect(result).toMatchObject({ exitCode: 75, error: { code: 'ARTEMIS_E_MODELS_OUT' } });
  });
});
