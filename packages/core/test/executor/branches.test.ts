import { cp, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import type { Builder, VerifyRequest } from '../../src/capability/build.ts';
import type { Developer, DevelopRequest } from '../../src/capability/supervision.ts';
import type { StampedEvent } from '../../src/events/stamped-event.ts';
import { definePlugin } from '../../src/plugin/define-plugin.ts';
import type { CallContext } from '../../src/resilience/call-context.ts';
import { scriptedLlm, type ScriptedLlm } from '../../src/testing/scripted-llm.ts';
import type { Patch } from '../../src/task/patch.ts';
import type { RunResult } from '../../src/task/run-result.ts';
import { makeHome, type Home } from './asking.ts';
import { green, plug } from './with-components.ts';

const patchOf = (content: string, path = 'add.js'): Patch => ({ approach: 'add it', changes: [{ kind: 'write', path, content }] });
const question = { messages: [{ role: 'user', content: 'What now?' }] } as const;

describe('further developers of an attempt', () => {
  let home: Home;
  let artemis: Artemis;
  let events: StampedEvent[];
  let judged: VerifyRequest[];
  let llms: { readonly small: ScriptedLlm; readonly large: ScriptedLlm };

  beforeEach(async () => {
    home = await makeHome();
    await writeFile(join(home.projectDir, 'old.js'), 'old\n');
    [events, judged] = [[], []];
    llms = { small: scriptedLlm(() => 'small'), large: scriptedLlm(() => 'large') };
  });
  afterEach(async () => {
    await artemis.close();
    await home[Symbol.asyncDispose]();
  });

  const copyOfProject = async (): Promise<string> => {
    const directory = await mkdtemp(join(home.path, 'copy-'));
    await cp(home.projectDir, directory, { recursive: true });
    return directory;
  };

  const judge: Builder = {
    baseline: async () => ({ madeBy: 'scripted', facts: null }),
    verify: async (request) => {
      judged.push(request);
      return green;
    },
  };

  async function develop(work: (request: DevelopRequest, call: CallContext) => Promise<Patch>, signal?: AbortSignal): Promise<RunResult> {
    const developer: Developer = { develop: work };
    artemis = new Artemis({
      models: Object.keys(llms).map((model) => ({ vendor: model === 'small' ? 'one' : 'two', model })),
      stateDir: home.stateDir,
    });
    await artemis.loadPlugin(
      definePlugin({
        name: 'artemis-plugin-models',
        apiVersion: 1,
        setup: (host) => {
          host.registerModelVendor('one', () => ({ name: 'one/small', create: () => llms.small }));
          host.registerModelVendor('two', () => ({ name: 'two/large', create: () => llms.large }));
        },
      }),
    );
    await plug(artemis, { supervision: developer, build: judge });
    const task = { text: 'add two numbers', projectDir: home.projectDir };
    return artemis.executeTask(task, { onEvent: (event) => events.push(event), ...(signal && { signal }) });
  }

  it('work in a copy: the gate runs there, and nothing reaches the project but the patch of the first', async () => {
    const directory = await copyOfProject();
    const result = await develop(async (request, call) => {
      const branch = await request.branch({ name: 'a', directory });
      expect([branch.task.projectDir, await branch.project.read('old.js')]).toEqual([directory, 'old\n']);
      expect(await branch.check(patchOf('tried\n'), call)).toMatchObject({ status: 'passed' });
      await expect(request.project.read('add.js')).resolves.toBeNull();
      return patchOf('chosen\n');
    });
    expect(result.status).toBe('succeeded');
    expect(await readFile(join(directory, 'add.js'), 'utf8')).toBe('tried\n');
    expect(await readFile(join(home.projectDir, 'add.js'), 'utf8')).toBe('chosen\n');
    const [trial, last] = judged;
    expect(trial).toMatchObject({
      projectDir: directory,
      copyOf: home.projectDir,
      changes: [{ path: 'add.js', before: null, after: 'tried\n' }],
    });
    expect(last).toMatchObject({ projectDir: home.projectDir, changes: [{ path: 'add.js', before: null, after: 'chosen\n' }] });
    expect(last?.copyOf).toBeUndefined();
    await expect(readdir(join(home.stateDir, 'runs', result.runId, 'copies'))).rejects.toThrow('ENOENT');
  });

  it('the project is judged by its own gate also when a copy had the same state', async () => {
    await develop(async (request, call) => {
      const branch = await request.branch({ name: 'a', directory: await copyOfProject() });
      await branch.check(patchOf('same\n'), call);
      return patchOf('same\n');
    });
    expect(judged.map(({ projectDir }) => projectDir === home.projectDir)).toEqual([false, true]);
  });

  it('S01: a patch of theirs that leads outside is refused, and they are told', async () => {
    const directory = await copyOfProject();
    await develop(async (request, call) => {
      const branch = await request.branch({ name: 'a', directory });
      const report = await branch.check(patchOf('gone\n', '../outside.js'), call);
      expect(report.warnings).toEqual([expect.stringContaining('../outside.js')]);
      return patchOf('chosen\n');
    });
    await expect(readFile(join(home.path, 'outside.js'))).rejects.toThrow('ENOENT');
  });

  it('each asks the model it names first, and the others stand in for it', async () => {
    let down = false;
    llms = { ...llms, large: scriptedLlm(() => (down ? new Error('down') : 'large')) };
    const result = await develop(async (request, call) => {
      expect(request.models).toEqual(['one/small', 'two/large']);
      const branch = await request.branch({ name: 'a', directory: await copyOfProject(), model: 'two/large' });
      expect(await branch.ask(question, call)).toMatchObject({ content: 'large' });
      down = true;
      expect(await branch.ask(question, call)).toMatchObject({ content: 'small' });
      expect(await request.ask(question, call)).toMatchObject({ content: 'small' });
      return patchOf('chosen\n');
    });
    expect(result.degraded).toMatchObject([{ component: 'llm', from: 'two/large', fallback: 'one/small' }]);
    // The first model was never away, so its answers are no recovery of the second.
    expect(events.filter(({ type }) => type === 'component.recovered')).toEqual([]);
  });

  it('the same question of two is two questions, and a resumed run gives each its own answer', async () => {
    let asked = 0;
    llms = { ...llms, small: scriptedLlm(() => `answer ${++asked}`) };
    const told: Readonly<Record<string, string>>[] = [];
    const ask = async (request: DevelopRequest, call: CallContext, names: readonly string[]): Promise<void> => {
      const answers: Record<string, string> = {};
      for (const name of names) {
        const branch = await request.branch({ name, directory: await copyOfProject() });
        answers[name] = (await branch.ask(question, call)).content;
      }
      told.push(answers);
    };
    const stop = new AbortController();
    const { runId, status } = await develop(async (request, call) => {
      if (stop.signal.aborted) await ask(request, call, ['b', 'a']);
      else {
        await ask(request, call, ['a', 'b']);
        stop.abort();
        call.signal.throwIfAborted();
      }
      return patchOf('chosen\n');
    }, stop.signal);
    expect(status).toBe('cancelled');
    expect(await artemis.resume(runId)).toMatchObject({ status: 'succeeded' });
    expect(told).toEqual([
      { a: 'answer 1', b: 'answer 2' },
      { a: 'answer 1', b: 'answer 2' },
    ]);
    expect(asked).toBe(2);
  });

  it('says who worked and who asked', async () => {
    await develop(async (request, call) => {
      const branch = await request.branch({ name: 'a', directory: await copyOfProject() });
      branch.report({ type: 'tool.started', tool: 'read_file', input: 'old.js' });
      branch.report({ type: 'warning.raised', message: 'odd' });
      await branch.ask(question, call);
      await request.ask(question, call);
      return patchOf('chosen\n');
    });
    const answered = events.filter(({ type }) => type === 'model.answered' || type === 'model.requested');
    expect(answered.map((event) => ('developer' in event ? event.developer : null))).toEqual(['a', 'a', null, null]);
    expect(events).toContainEqual(expect.objectContaining({ type: 'tool.started', developer: 'a' }));
    expect(events).toContainEqual(expect.objectContaining({ type: 'warning.raised', message: 'a: odd' }));
  });

  it('what is done once is not done again by a resumed run, each developer for itself', async () => {
    let done = 0;
    const stop = new AbortController();
    const made: (readonly unknown[])[] = [];
    const { runId, status } = await develop(async (request, call) => {
      const branch = await request.branch({ name: 'a', directory: await copyOfProject() });
      const once = (from: DevelopRequest): Promise<unknown> => from.once('elsewhere', async () => ({ count: ++done }));
      made.push([await once(branch), await once(request)]);
      await expect(branch.once('broken', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
      await expect(branch.once('large', async () => 1n)).rejects.toMatchObject({ code: 'ARTEMIS_E_BAD_SHAPE' });
      if (!stop.signal.aborted) {
        stop.abort();
        call.signal.throwIfAborted();
      }
      return patchOf('chosen\n');
    }, stop.signal);
    expect(status).toBe('cancelled');
    expect(await artemis.resume(runId)).toMatchObject({ status: 'succeeded' });
    expect(made).toEqual([
      [{ count: 1 }, { count: 2 }],
      [{ count: 1 }, { count: 2 }],
    ]);
    expect(done).toBe(2);
  });

  it('see the project as the attempt found it, also where an earlier process has left work there', async () => {
    const seen: unknown[] = [];
    const stop = new AbortController();
    const { runId } = await develop(async (request, call) => {
      if (!stop.signal.aborted) {
        await request.check({ approach: '', changes: [{ kind: 'write', path: 'old.js', content: 'left\n' }] }, call);
        await request.check(patchOf('left\n'), call);
        stop.abort();
        call.signal.throwIfAborted();
      }
      const directory = await copyOfProject();
      await writeFile(join(directory, 'add.js'), 'on purpose\n');
      const branch = await request.branch({ name: 'a', directory });
      seen.push(await branch.project.read('old.js'), await branch.project.read('add.js'));
      const plain = await request.branch({ name: 'b', directory: await copyOfProject() });
      seen.push(await plain.project.read('add.js'));
      return patchOf('chosen\n');
    }, stop.signal);
    expect(await readFile(join(home.projectDir, 'add.js'), 'utf8')).toBe('left\n');
    await artemis.resume(runId);
    expect(seen).toEqual(['old\n', 'on purpose\n', null]);
  });

  it('developers that call developers come to an end: two levels, 64 of them', async () => {
    const directory = await copyOfProject();
    const reached: string[] = [];
    await develop(async (request) => {
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
    const directory = await copyOfProject();
    await develop(async (request) => {
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
    expect(events.at(-1)).toMatchObject({ type: 'run.completed' });
  });
});
