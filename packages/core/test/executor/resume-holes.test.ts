import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import { scriptedLlm, scriptedVendor, type ScriptedLlm } from '../../src/testing/scripted-llm.ts';
import { filesIn, makeHome, work, type Home } from './asking.ts';
import { builder, green, plug, red } from './with-components.ts';

describe('a run that is taken up again', () => {
  let home: Home;
  let artemis: Artemis;
  beforeEach(async () => {
    home = await makeHome();
  });
  afterEach(async () => {
    await artemis.close();
    await home[Symbol.asyncDispose]();
  });

  async function start(llm: ScriptedLlm): Promise<void> {
    artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: join(home.path, 'state') });
    await artemis.loadPlugin(scriptedVendor(llm));
  }

  it('K17: does anew what followed from an answer that was not kept for the secret in it', async () => {
    const secret = `ghp_${'a1B2'.repeat(9)}`;
    const llm = scriptedLlm(work('bug\n').replace('add it', `used ${secret}`), new Error('down'), work('mended\n'));
    await start(llm);
    await plug(artemis, { build: builder(red('red'), green) });
    const deferred = await artemis.executeTask({ text: 'add', projectDir: home.projectDir, limits: { patienceMs: 0 } });
    expect(deferred.status).toBe('deferred');
    expect(await artemis.resume(deferred.runId)).toMatchObject({ status: 'succeeded', approach: 'add it' });
    expect(await filesIn(home)).toMatchObject({ 'add.js': 'mended\n' });
    expect(llm.requests).toHaveLength(3);
  });

  it('K14: is not called succeeded for a gate that passed before the project was changed by somebody else', async () => {
    const controller = new AbortController();
    const judged: string[] = [];
    await start(scriptedLlm(work()));
    await plug(artemis, {
      build: {
        ...builder(),
        verify: async () => {
          const names = Object.keys(await filesIn(home));
          judged.push(names.join());
          return names.includes('broken.js') ? red('broken') : green;
        },
      },
      review: {
        review: async () => {
          controller.abort(new Error('Ctrl-C'));
          throw new Error('stopped');
        },
      },
    });
    const cancelled = await artemis.executeTask({ text: 'add', projectDir: home.projectDir }, { signal: controller.signal });
    expect(cancelled).toMatchObject({ status: 'cancelled', build: { status: 'passed' } });
    await writeFile(join(home.projectDir, 'broken.js'), 'broken\n');
    expect(await artemis.resume(cancelled.runId)).toMatchObject({ status: 'failed', exitCode: 1, verified: false });
    expect(judged).toHaveLength(2);
  });

  it('says that its files cannot be read back, where they cannot', async () => {
    await start(scriptedLlm(work()));
    await plug(artemis, {
      review: {
        review: async () => {
          await writeFile(join(home.projectDir, 'add.js'), new Uint8Array([0xff, 0xfe, 0x00]));
          return { status: 'approved', findings: [], summary: '' };
        },
      },
    });
    const result = await artemis.executeTask({ text: 'add', projectDir: home.projectDir });
    expect(result.files.map(({ path }) => path)).toEqual(['add.js', 'add.test.js']);
    expect(result.warnings).toContainEqual(expect.stringContaining('cannot be read back'));
  });

  it('counts what happens to components once, however many runs are under way', async () => {
    await using other = await makeHome();
    await start(scriptedLlm(work()));
    const down = { name: 'down', create: () => Promise.reject(new Error('down')), breaker: { trip: { consecutive: 1 } } };
    await plug(artemis, { rag: down });
    const run = (projectDir: string): ReturnType<Artemis['executeTask']> => artemis.executeTask({ text: 'add', projectDir });
    const results = await Promise.all([run(home.projectDir), run(other.projectDir)]);
    expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    const transitions = artemis.metrics.exportJson().counters.find(({ name }) => name === 'artemis.circuit.transitions');
    expect(transitions?.series).toMatchObject([{ labels: { component: 'rag', to: 'open' }, value: 1 }]);
  });
});
