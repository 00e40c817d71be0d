import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DevelopRequest } from '../../src/capability/supervision.ts';
import type { CallContext } from '../../src/resilience/call-context.ts';
import { scriptedLlm } from '../../src/testing/scripted-llm.ts';
import { Branching, patchOf, question } from './branching.ts';

describe('further developers of a run that was interrupted', () => {
  let at: Branching;
  beforeEach(async () => {
    at = await Branching.start();
  });
  afterEach(async () => at[Symbol.asyncDispose]());

  it('the same question of two is two questions, and a resumed run gives each its own answer', async () => {
    let asked = 0;
    at.llms = { ...at.llms, small: scriptedLlm(() => `answer ${++asked}`) };
    const told: Readonly<Record<string, string>>[] = [];
    const ask = async (request: DevelopRequest, call: CallContext, names: readonly string[]): Promise<void> => {
      const answers: Record<string, string> = {};
      for (const name of names) {
        const branch = await request.branch({ name, directory: await at.copyOfProject() });
        answers[name] = (await branch.ask(question, call)).content;
      }
      told.push(answers);
    };
    const stop = new AbortController();
    const { runId, status } = await at.develop(async (request, call) => {
      if (stop.signal.aborted) await ask(request, call, ['b', 'a']);
      else {
        await ask(request, call, ['a', 'b']);
        stop.abort();
        call.signal.throwIfAborted();
      }
      return patchOf('chosen\n');
    }, stop.signal);
    expect(status).toBe('cancelled');
    expect(await at.resume(runId)).toMatchObject({ status: 'succeeded' });
    expect(told).toEqual([
      { a: 'answer 1', b: 'answer 2' },
      { a: 'answer 1', b: 'answer 2' },
    ]);
    expect(asked).toBe(2);
  });

  it('what is done once is not done again by a resumed run, each developer for itself', async () => {
    let done = 0;
    const stop = new AbortController();
    const made: (readonly unknown[])[] = [];
    const { runId, status } = await at.develop(async (request, call) => {
      const branch = await request.branch({ name: 'a', directory: await at.copyOfProject() });
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
    expect(await at.resume(runId)).toMatchObject({ status: 'succeeded' });
    expect(made).toEqual([
      [{ count: 1 }, { count: 2 }],
      [{ count: 1 }, { count: 2 }],
    ]);
    expect(done).toBe(2);
  });

  it('see the project as the attempt found it, also where an earlier process has left work there', async () => {
    const seen: unknown[] = [];
    const stop = new AbortController();
    const { runId } = await at.develop(async (request, call) => {
      if (!stop.signal.aborted) {
        await request.check({ approach: '', changes: [{ kind: 'write', path: 'old.js', content: 'left\n' }] }, call);
        await request.check(patchOf('left\n'), call);
        stop.abort();
        call.signal.throwIfAborted();
      }
      const directory = await at.copyOfProject();
      await writeFile(join(directory, 'add.js'), 'on purpose\n');
      const branch = await request.branch({ name: 'a', directory });
      seen.push(await branch.project.read('old.js'), await branch.project.read('add.js'));
      const plain = await request.branch({ name: 'b', directory: await at.copyOfProject() });
      seen.push(await plain.project.read('add.js'));
      return patchOf('chosen\n');
    }, stop.signal);
    expect(await readFile(join(at.home.projectDir, 'add.js'), 'utf8')).toBe('left\n');
    await at.resume(runId);
    expect(seen).toEqual(['old\n', 'on purpose\n', null]);
  });
});
