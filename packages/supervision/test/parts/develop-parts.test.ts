import { ModelError, type Builder, type BuildReport, type LlmRequest, type RunResult } from '@artemis/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventsOf, green, model, openHouse, openTeam, red, runTeam, textIn, type House } from '../house.ts';

type Files = Readonly<Record<string, string>>;

/** One-shot answers with these files. */
const files = (written: Files): string => {
  const [[filename, content], ...more] = Object.entries(written) as [[string, string], ...[string, string][]];
  return JSON.stringify({
    approach: `STEER the others: wrote ${Object.keys(written).join(' ')}`,
    implementation: { filename, content },
    tests: { filename: filename.replace(/\.js$/, '.test.js'), content: 'test\n' },
    files: more.map(([name, text]) => ({ filename: name, content: text })),
  });
};

/** What ends a developer for good. */
const dead = new ModelError('ARTEMIS_E_MODEL_REFUSED', 'The model refused.', { kind: 'stop', hint: '' });

/** Which parts the result says are missing. */
const missingIn = ({ warnings }: RunResult): readonly string[] => warnings.filter((warning) => warning.includes('missing'));

const four = ['a', 'b', 'c', 'd'].map((name) => ({ title: `Do ${name}`, files: [`${name}.js`, `${name}.test.js`] }));

describe('a task in parts', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house[Symbol.asyncDispose]());

  const textOf = ({ messages }: LlmRequest): string => messages.map(({ content }) => content).join('\n');
  const isSplit = (request: LlmRequest): boolean => textOf(request).includes('Split the task into parts');
  const partOf = (request: LlmRequest): string => /Do only this part of it: Do (\w)/.exec(textOf(request))?.[1] ?? '';

  /** A gate that judges by what the files hold. */
  const judging = (judge: (has: (name: string) => Promise<string>) => Promise<BuildReport>): Builder => ({
    baseline: async () => ({ madeBy: 'scripted', facts: null }),
    verify: ({ projectDir }) => judge((name) => textIn(projectDir, name)),
  });

  const run = (reply: (request: LlmRequest) => string, builder: Builder, maxAttempts = 1) =>
    runTeam({
      house,
      models: [model('m1', (request) => (isSplit(request) ? JSON.stringify({ parts: four }) : reply(request)))],
      options: { developers: 4, mode: 'parts' },
      builder,
      limits: { maxAttempts },
    });

  it('is done by one developer a part, joined, and judged after each', async () => {
    const states: string[] = [];
    const builder = judging(async (has) => {
      const there = await Promise.all(['a.js', 'b.js', 'c.js', 'd.js'].map(has));
      states.push(there.map((text) => (text === '' ? '-' : text[0])).join(''));
      return green;
    });
    const { result, events } = await run((request) => files({ [`${partOf(request)}.js`]: `${partOf(request)}\n` }), builder);
    expect(result).toMatchObject({ status: 'succeeded', degraded: [] });
    expect(missingIn(result)).toEqual([]);
    expect(result.files.map(({ path }) => path)).toEqual(['a', 'b', 'c', 'd'].flatMap((name) => [`${name}.js`, `${name}.test.js`]));
    expect(states).toEqual(expect.arrayContaining(['a---', '-b--', '--c-', '---d', 'ab--', 'abc-', 'abcd']));
    expect(eventsOf(events, 'developer.chosen')).toMatchObject([
      { developer: 'part-1, part-2, part-3, part-4', reason: expect.stringContaining('4 of 4') },
    ]);
    expect(await house.trees()).toEqual([]);
  });

  it('S23: two green branches that break together are found after the merge, and the second is done again on top', async () => {
    // Alone each is right. Together they are not, until the second knows of the first.
    const builder = judging(async (has) => {
      const [a, b] = [await has('a.js'), await has('b.js')];
      return a !== '' && b !== '' && !b.includes('knows a') ? red('a and b do not fit') : green;
    });
    const asked: string[] = [];
    const { result, events } = await run((request) => {
      const text = textOf(request);
      const part = partOf(request);
      if (part === 'b' && text.includes('a and b do not fit')) asked.push(text);
      return files({ [`${part}.js`]: text.includes('a and b do not fit') ? `${part} knows a\n` : `${part}\n` });
    }, builder);
    expect(asked).toHaveLength(1);
    // It is shown what the others have made, and what went wrong.
    expect(asked[0]).toContain('a.js');
    // S23: what the others say of their work is not shown to it.
    expect(asked[0]).not.toContain('STEER');
    expect(eventsOf(events, 'developer.started').map(({ developer }) => developer)).toContain('part-2-again');
    expect(result.status).toBe('succeeded');
    expect(missingIn(result)).toEqual([]);
    expect([await house.read('a.js'), await house.read('b.js'), await house.read('c.js')]).toEqual(['a\n', 'b knows a\n', 'c\n']);
  });

  it('a part that breaks the others also the second time is left out, and the run is not called done', async () => {
    const builder = judging(async (has) => ((await has('a.js')) !== '' && (await has('b.js')) !== '' ? red('never') : green));
    const { result } = await run((request) => files({ [`${partOf(request)}.js`]: `${partOf(request)}\n` }), builder);
    expect(result).toMatchObject({ status: 'failed', verified: false, exitCode: 1, error: { code: 'ARTEMIS_E_INCOMPLETE' } });
    expect(result.error?.message).toContain('Do b');
    expect(result.files.map(({ path }) => path)).toEqual(['a.js', 'a.test.js', 'c.js', 'c.test.js', 'd.js', 'd.test.js']);
    await expect(house.read('b.js')).rejects.toThrow('ENOENT');
  });

  it('2 of 4 workers die: what the others made is joined, what is missing is named, and the next attempt does it', async () => {
    const told: string[] = [];
    const { result, events } = await run(
      (request) => {
        const part = partOf(request);
        if (part === 'b' || part === 'd') throw dead;
        if (part === '') told.push(textOf(request));
        return part === '' ? files({ 'b.js': 'b\n', 'd.js': 'd\n' }) : files({ [`${part}.js`]: `${part}\n` });
      },
      judging(async () => green),
      2,
    );
    expect(
      eventsOf(events, 'developer.ended')
        .filter(({ outcome }) => outcome === 'failed')
        .map(({ developer }) => developer),
    ).toEqual(expect.arrayContaining(['part-2', 'part-4']));
    expect(missingIn(result)).toEqual(['This part of the task is missing: Do b', 'This part of the task is missing: Do d']);
    expect(told[0]).toContain('- Do b\n- Do d');
    expect(result).toMatchObject({ status: 'succeeded', verified: true });
    expect([await house.read('a.js'), await house.read('b.js'), await house.read('c.js'), await house.read('d.js')]).toEqual([
      'a\n',
      'b\n',
      'c\n',
      'd\n',
    ]);
  });

  it('2 of 4 workers die and nothing more may be tried: the run is kept and never called complete', async () => {
    const { result } = await run(
      (request) => {
        const part = partOf(request);
        if (part === 'b' || part === 'd') throw dead;
        return files({ [`${part}.js`]: `${part}\n` });
      },
      judging(async () => green),
    );
    expect(result).toMatchObject({
      status: 'failed',
      verified: false,
      error: { code: 'ARTEMIS_E_INCOMPLETE', message: expect.stringContaining('Do b; Do d') },
    });
    expect(await house.read('a.js')).toBe('a\n');
  });

  it('parts write their own files only, and a new one that two have made goes to the first', async () => {
    const { result, events } = await run(
      (request) => {
        const [part, again] = [partOf(request), textOf(request).includes('made these files too')];
        if (again) return files({ [`${part}.js`]: `${part} again\n` });
        return files({
          [`${part}.js`]: `${part}\n`,
          'a.js': `${part} was here\n`,
          'old.js': 'overwritten\n',
          ...(part < 'c' && { 'shared.js': `from ${part}\n` }),
        });
      },
      judging(async () => green),
    );
    expect(result.status).toBe('succeeded');
    expect([await house.read('a.js'), await house.read('old.js'), await house.read('shared.js')]).toEqual([
      'a was here\n',
      'old\n',
      'from a\n',
    ]);
    expect(await house.read('b.js')).toBe('b again\n');
    expect(eventsOf(events, 'developer.started').map(({ developer }) => developer)).toContain('part-2-again');
  });

  it.each([
    ['cannot be split', JSON.stringify({ parts: [] })],
    ['is split into nonsense', 'I would rather not.'],
  ])('a task that %s is done as a whole by each', async (_, reply) => {
    const { result, events } = await runTeam({
      house,
      models: [model('m1', (request) => (isSplit(request) || textOf(request).includes('rather not') ? reply : files({ 'a.js': 'a\n' })))],
      options: { developers: 2, mode: 'parts' },
      builder: judging(async () => green),
    });
    expect(result).toMatchObject({ status: 'succeeded', degraded: [] });
    expect(eventsOf(events, 'developer.started').map(({ developer }) => developer)).toEqual(['dev-1', 'dev-2']);
    expect(result.warnings.join()).toContain('could not be split');
  });

  it('all workers dead is one developer who takes over', async () => {
    const { result } = await run(
      (request) => {
        if (partOf(request) !== '') throw dead;
        return files({ 'a.js': 'a\n' });
      },
      judging(async () => green),
    );
    expect(result).toMatchObject({ status: 'succeeded', degraded: [{ component: 'supervision', fallback: 'one-developer' }] });
  });

  it('a run that was stopped goes on with the parts that were answered, and with the same split', async () => {
    let asked = 0;
    const reply = (request: LlmRequest): string => {
      asked++;
      return isSplit(request) ? JSON.stringify({ parts: four }) : files({ [`${partOf(request)}.js`]: `${partOf(request)} ${asked}\n` });
    };
    const artemis = await openTeam({
      house,
      models: [model('m1', reply)],
      options: { developers: 4, mode: 'parts' },
      builder: judging(async () => green),
    });
    const stop = new AbortController();
    let ended = 0;
    const first = await artemis.executeTask(
      { text: 'add', projectDir: house.projectDir },
      { signal: stop.signal, onEvent: ({ type }) => type === 'developer.ended' && ++ended === 4 && stop.abort() },
    );
    expect(first.status).toBe('cancelled');
    expect(asked).toBe(5);
    expect(await artemis.resume(first.runId)).toMatchObject({ status: 'succeeded' });
    await artemis.close();
    expect(asked).toBe(5);
    expect(await house.trees()).toEqual([]);
  });
});
