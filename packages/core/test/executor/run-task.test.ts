import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import type { Capabilities, OptionalCapability } from '../../src/capability/capabilities.ts';
import type { Implementation } from '../../src/component/component.ts';
import type { StampedEvent } from '../../src/events/stamped-event.ts';
import { definePlugin } from '../../src/plugin/define-plugin.ts';
import type { Plugin } from '../../src/plugin/plugin.ts';
import type { BuildReport } from '../../src/task/build-report.ts';
import { scriptedLlm, scriptedVendor, type ScriptedLlm } from '../../src/testing/scripted-llm.ts';

const answer = (content = 'export const add = (a, b) => a + b;\n', filename = 'add.js'): string =>
  JSON.stringify({ approach: 'add it', implementation: { filename, content }, tests: { filename: 'add.test.js', content: 'test\n' } });

const passed: BuildReport = {
  status: 'passed',
  summary: '1 passed',
  evidence: { kind: 'fails-without-change', detail: 'shown' },
  durationMs: 1,
};
const failed = (output: string): BuildReport => ({
  status: 'failed',
  summary: 'red',
  output,
  evidence: { kind: 'none', detail: '' },
  durationMs: 1,
});

const broken = <T>(name: string): Implementation<T> => ({
  name,
  create: () => {
    throw new Error(`${name} is down`);
  },
});

/** Gives each capability a working primary, or one whose primary and fallback are both down. */
function component<K extends OptionalCapability>(capability: K, instance: Capabilities[K], down: boolean): Plugin {
  const working: Implementation<Capabilities[K]> = { name: `${capability}-primary`, create: () => instance };
  return definePlugin({
    name: `artemis-plugin-${capability}`,
    apiVersion: 1,
    setup: (host) =>
      host.register(capability, { primary: down ? broken(`${capability}-primary`) : working, fallback: broken(`${capability}-fallback`) }),
  });
}

const reports = (...script: readonly BuildReport[]): Capabilities['build'] => {
  let calls = 0;
  return {
    baseline: async () => ({ madeBy: 'scripted', facts: null }),
    verify: async () => script[Math.min(calls++, script.length - 1)] ?? passed,
  };
};

const parts: Omit<Capabilities, 'llm'> = {
  rag: { retrieve: async () => [{ title: 'note', text: 'use tabs' }], prompt: async () => 'You are the developer.' },
  kg: { related: async () => [] },
  reasoning: { plan: async () => ({ strategy: 'scripted', steps: [{ title: 'one' }, { title: 'two' }] }) },
  supervision: {
    develop: async () => ({ approach: 'several', changes: [{ kind: 'write', path: 'add.js', content: 'export const add = 1;\n' }] }),
  },
  build: reports(passed),
  review: { review: async () => ({ status: 'approved', findings: [], summary: 'fine' }) },
  mcp: { tools: async () => ({ tools: [], absent: [] }) },
};
const names = Object.keys(parts) as OptionalCapability[];

describe('runTask', () => {
  let home: string;
  let projectDir: string;
  let artemis: Artemis;
  let events: StampedEvent[];

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'artemis-run-'));
    projectDir = join(home, 'project');
    await mkdir(projectDir);
    events = [];
  });
  afterEach(async () => {
    await artemis.close();
    await rm(home, { recursive: true });
  });

  async function start(llm: ScriptedLlm, ...plugins: readonly Plugin[]): Promise<void> {
    artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: join(home, 'state') });
    for (const plugin of [scriptedVendor(llm), ...plugins]) expect(await artemis.loadPlugin(plugin)).toMatchObject({ status: 'loaded' });
  }
  const run = (limits = {}): ReturnType<Artemis['executeTask']> =>
    artemis.executeTask({ text: 'add two numbers', projectDir, limits }, { onEvent: (event) => events.push(event) });
  const types = (): string[] => events.map(({ type }) => type);

  it('with core alone writes what the model answers and calls it unverified', async () => {
    await start(scriptedLlm(answer()));
    const result = await run();
    expect(result).toMatchObject({ status: 'unverified', verified: false, exitCode: 0, degraded: [], cost: { calls: 1 } });
    expect(
      result.served
        .filter(({ reason }) => reason === 'not-installed')
        .map(({ capability }) => capability)
        .toSorted(),
    ).toEqual(names.toSorted());
    expect(await readFile(join(projectDir, 'add.js'), 'utf8')).toContain('a + b');
  });

  it('lets neither what was retrieved nor the graph crowd out the other in the context', async () => {
    const items = (name: string) => Array.from({ length: 20 }, (_, at) => ({ title: `${name} ${at}`, text: 'x'.repeat(5_000) }));
    const rag = { retrieve: async () => items('rag'), prompt: async () => null };
    const kg = { related: async () => items('kg') };
    await start(scriptedLlm(answer()), component('rag', rag, false), component('kg', kg, false));
    await run();
    const titles = events.flatMap((event) => (event.type === 'context.gathered' ? event.titles : []));
    expect(titles).toEqual(['rag 0', 'rag 1', 'kg 0', 'kg 1']);
  });

  it('numbers its events without gaps, from run.started to run.completed', async () => {
    await start(scriptedLlm(answer()));
    await run();
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect([types()[0], types().at(-1)]).toEqual(['run.started', 'run.completed']);
  });

  it('is succeeded when the gate passes with evidence', async () => {
    await start(scriptedLlm(answer()), component('build', reports(passed), false));
    expect(await run()).toMatchObject({ status: 'succeeded', verified: true, exitCode: 0 });
  });

  it('C12: a model that claims success over a failing gate has failed, with exit code 1 and the files kept', async () => {
    await start(scriptedLlm(answer('// all tests pass\n')), component('build', reports(failed('1 failed')), false));
    expect(await run()).toMatchObject({ status: 'failed', exitCode: 1, verified: false });
    expect(await readFile(join(projectDir, 'add.js'), 'utf8')).toContain('all tests pass');
  });

  it('shows the failing output to the developer and accepts the mended work', async () => {
    const llm = scriptedLlm(answer('bug\n'), answer('mended\n'));
    await start(llm, component('build', reports(failed('expected 4, got 5'), passed), false));
    expect(await run()).toMatchObject({ status: 'succeeded' });
    expect(llm.requests[1]?.messages.at(-1)?.content).toContain('expected 4, got 5');
  });

  it('stops mending after maxAttempts, the first counted', async () => {
    const llm = scriptedLlm((request) => answer(`${request.messages.length}-${Math.random()}\n`));
    let round = 0;
    const build: Capabilities['build'] = { ...reports(), verify: async () => failed(`failure ${'abcdef'[round++]}`) };
    await start(llm, component('build', build, false));
    await run({ maxAttempts: 2 });
    expect(llm.requests).toHaveLength(2);
  });

  it.each(
    Array.from({ length: 2 ** names.length }, (_, subset) => names.filter((_name, bit) => (subset >> bit) & 1)).map(
      (down) => [down] as const,
    ),
  )('P10: completes and names what is degraded when these are down: %j', async (down) => {
    const plugins = names.map((name) => component(name, parts[name], down.includes(name)));
    await start(scriptedLlm(answer()), ...plugins);
    const result = await run();
    expect(result.exitCode).toBe(0);
    expect(result.status).toBe(down.includes('build') ? 'unverified' : 'succeeded');
    expect(result.degraded.map(({ component: name }) => name).toSorted()).toEqual([...down].toSorted());
    expect(result.degraded.every(({ reason, fallback, since }) => reason.includes('is down') && fallback !== '' && since !== '')).toBe(
      true,
    );
  });

  it('takes the floor from the next call once a component is switched off', async () => {
    await start(scriptedLlm(answer()), component('build', reports(passed), false));
    artemis.setEnabled('build', false);
    const result = await run();
    expect(result).toMatchObject({ status: 'unverified', degraded: [] });
    expect(result.served).toContainEqual({ capability: 'build', by: 'not-built', rung: 'floor', reason: 'disabled' });
  });

  it('defers when no model answers, and a resume completes it without asking what was answered', async () => {
    const llm = scriptedLlm(answer('bug\n'), new Error('connection refused'), answer('mended\n'));
    await start(llm, component('build', reports(failed('red'), passed), false));
    const deferred = await run({ patienceMs: 0 });
    expect(deferred).toMatchObject({ status: 'deferred', exitCode: 75, error: { code: 'ARTEMIS_E_MODELS_OUT' } });
    expect(llm.requests).toHaveLength(2);

    const resumed = await artemis.resume(deferred.runId);
    expect(resumed).toMatchObject({ status: 'succeeded', exitCode: 0 });
    expect(llm.requests).toHaveLength(3);
    expect(await readFile(join(projectDir, 'add.js'), 'utf8')).toBe('mended\n');
  });

  it('L22: stops before the call that would pass the limit, and says how to go on', async () => {
    const llm = scriptedLlm(answer('bug\n'), answer('mended\n'));
    await start(llm, component('build', reports(failed('red')), false));
    expect(await run({ maxCalls: 1 })).toMatchObject({ status: 'failed', exitCode: 4, error: { code: 'ARTEMIS_E_BUDGET' } });
    expect(llm.requests).toHaveLength(1);
  });

  it('is cancelled by its signal, keeps what is done, and asks nobody further down', async () => {
    const controller = new AbortController();
    const llm = scriptedLlm(() => {
      controller.abort(new Error('Ctrl-C'));
      return answer();
    });
    await start(llm);
    const result = await artemis.executeTask({ text: 'x', projectDir }, { signal: controller.signal });
    expect(result).toMatchObject({ status: 'cancelled', exitCode: 130, degraded: [] });
  });

  it('undoes everything the run has changed', async () => {
    await writeFile(join(projectDir, 'add.js'), 'old\n');
    await start(scriptedLlm(answer()));
    const result = await run();
    expect(await artemis.undo(result.runId)).toMatchObject({ keptBecauseChanged: [] });
    expect(await readFile(join(projectDir, 'add.js'), 'utf8')).toBe('old\n');
    await expect(readFile(join(projectDir, 'add.test.js'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('S01: leaves out a file that would leave the project, says so, and writes the rest', async () => {
    const text = JSON.stringify({
      approach: '',
      implementation: { filename: '../outside.js', content: 'x' },
      tests: { filename: 'inside.test.js', content: 'test\n' },
    });
    await start(scriptedLlm(text));
    const result = await run();
    expect(result.files.map(({ path }) => path)).toEqual(['inside.test.js']);
    expect(result.warnings.join()).toContain('../outside.js');
    await expect(readFile(join(home, 'outside.js'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('refuses a task without a model, naming the ways out', async () => {
    artemis = new Artemis({ models: [], stateDir: join(home, 'state') });
    await expect(run()).rejects.toMatchObject({ code: 'ARTEMIS_E_NO_MODEL', hint: expect.stringContaining('artemis demo') });
  });
});
