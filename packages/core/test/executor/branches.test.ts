import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DevelopRequest } from '../../src/capability/supervision.ts';
import { scriptedLlm } from '../../src/testing/scripted-llm.ts';
import { Branching, patchOf, question } from './branching.ts';

describe('further developers of an attempt', () => {
  let at: Branching;
  beforeEach(async () => {
    at = await Branching.start();
  });
  afterEach(async () => at[Symbol.asyncDispose]());

  it('work in a copy: the gate runs there, and nothing reaches the project but the patch of the first', async () => {
    const directory = await at.copyOfProject();
    const result = await at.develop(async (request, call) => {
      const branch = await request.branch({ name: 'a', directory });
      expect([branch.task.projectDir, await branch.project.read('old.js')]).toEqual([directory, 'old\n']);
      expect(await branch.check(patchOf('tried\n'), call)).toMatchObject({ status: 'passed' });
      await expect(request.project.read('add.js')).resolves.toBeNull();
      return patchOf('chosen\n');
    });
    expect(result.status).toBe('succeeded');
    expect(await readFile(join(directory, 'add.js'), 'utf8')).toBe('tried\n');
    expect(await readFile(join(at.home.projectDir, 'add.js'), 'utf8')).toBe('chosen\n');
    const [trial, last] = at.judged;
    expect(trial).toMatchObject({
      projectDir: directory,
      copyOf: at.home.projectDir,
      changes: [{ path: 'add.js', before: null, after: 'tried\n' }],
    });
    expect(last).toMatchObject({ projectDir: at.home.projectDir, changes: [{ path: 'add.js', before: null, after: 'chosen\n' }] });
    expect(last?.copyOf).toBeUndefined();
    await expect(readdir(join(at.home.stateDir, 'runs', result.runId, 'copies'))).rejects.toThrow('ENOENT');
  });

  it('what is said of a copy names no folder that a later copy would not have', async () => {
    const directory = await at.copyOfProject();
    let said: unknown;
    at.report = {
      ...at.report,
      output: `at ${directory}/add.js:1\n(cwd ${directory})`,
      tests: [{ name: 'a', status: 'passed', file: `${directory}/a.js` }],
    };
    await at.develop(async (request, call) => {
      const branch = await request.branch({ name: 'a', directory });
      said = await branch.check(patchOf('tried\n'), call);
      return patchOf('chosen\n');
    });
    expect(said).toMatchObject({ output: 'at add.js:1\n(cwd .)', tests: [{ name: 'a', status: 'passed', file: 'a.js' }] });
  });

  it('the project is judged by its own gate also when a copy had the same state', async () => {
    await at.develop(async (request, call) => {
      const branch = await request.branch({ name: 'a', directory: await at.copyOfProject() });
      await branch.check(patchOf('same\n'), call);
      return patchOf('same\n');
    });
    expect(at.judged.map(({ projectDir }) => projectDir === at.home.projectDir)).toEqual([false, true]);
  });

  it('S01: a patch of theirs that leads outside is refused, and they are told', async () => {
    const directory = await at.copyOfProject();
    await at.develop(async (request, call) => {
      const branch = await request.branch({ name: 'a', directory });
      const report = await branch.check(patchOf('gone\n', '../outside.js'), call);
      expect(report.warnings).toEqual([expect.stringContaining('../outside.js')]);
      return patchOf('chosen\n');
    });
    await expect(readFile(join(at.home.path, 'outside.js'))).rejects.toThrow('ENOENT');
  });

  it('each asks the model it names first, and the others stand in for it', async () => {
    let down = false;
    at.llms = { ...at.llms, large: scriptedLlm(() => (down ? new Error('down') : 'large')) };
    const result = await at.develop(async (request, call) => {
      expect(request.models).toEqual(['one/small', 'two/large']);
      const branch = await request.branch({ name: 'a', directory: await at.copyOfProject(), model: 'two/large' });
      expect(await branch.ask(question, call)).toMatchObject({ content: 'large' });
      down = true;
      expect(await branch.ask(question, call)).toMatchObject({ content: 'small' });
      expect(await request.ask(question, call)).toMatchObject({ content: 'small' });
      return patchOf('chosen\n');
    });
    expect(result.degraded).toMatchObject([{ component: 'llm', from: 'two/large', fallback: 'one/small' }]);
    // The first model was never away, so its answers are no recovery of the second.
    expect(at.events.filter(({ type }) => type === 'component.recovered')).toEqual([]);
  });

  it('says who worked and who asked', async () => {
    await at.develop(async (request, call) => {
      const branch = await request.branch({ name: 'a', directory: await at.copyOfProject() });
      branch.report({ type: 'tool.started', tool: 'read_file', input: 'old.js' });
      branch.report({ type: 'warning.raised', message: 'odd' });
      await branch.ask(question, call);
      await request.ask(question, call);
      return patchOf('chosen\n');
    });
    const answered = at.events.filter(({ type }) => type === 'model.answered' || type === 'model.requested');
    expect(answered.map((event) => ('developer' in event ? event.developer : null))).toEqual(['a', 'a', null, null]);
    expect(at.events).toContainEqual(expect.objectContaining({ type: 'tool.started', developer: 'a' }));
    expect(at.events).toContainEqual(expect.objectContaining({ type: 'warning.raised', message: 'a: odd' }));
  });

  it('developers that call developers come to an end: two levels, 64 of them', async () => {
    const directory = await at.copyOfProject();
    const reached: string[] = [];
    await at.develop(async (request) => {
      const dig = async (from: DevelopRequest, level: number): Promise<void> => {
        const deeper = await from.branch({ name: `level-${level}`, directory });
        reached.push(`level-${level}`);
        await dig(deeper, level + 1);
      };
      await expect(dig(request, 1)).rejects.toMatchObject({ code: 'ARTEMIS_E_BRANCH_LIMIT' });
      let count = reached.length;
      const spawn = async (): Promise<never> => {
        for (;;) {
          await request.branch({ name: `n${count}`, directory });
          count++;
        }
      };
      await expect(spawn()).rejects.toMatchObject({ code: 'ARTEMIS_E_BRANCH_LIMIT' });
      expect(count).toBe(64);
      return patchOf('chosen\n');
    });
    expect(reached).toEqual(['level-1', 'level-2']);
  });

  it('a name is used once and has a form; a model is one of the list; a copy is a folder', async () => {
    const directory = await at.copyOfProject();
    await at.develop(async (request) => {
      await request.branch({ name: 'a', directory });
      const wrong = [
        { name: 'a', directory },
        { name: 'A b', directory },
        { name: 'b', directory, model: 'three/none' },
        { name: 'c', directory: join(directory, 'none') },
      ];
      const codes: unknown[] = [];
      for (const options of wrong) await request.branch(options).catch((error: { code: unknown }) => codes.push(error.code));
      expect(codes).toEqual([...Array.from({ length: 3 }, () => 'ARTEMIS_E_INVALID_OPTION'), 'ARTEMIS_E_WORKSPACE_ROOT']);
      return patchOf('chosen\n');
    });
    expect(at.events.at(-1)).toMatchObject({ type: 'run.completed' });
  });
});
