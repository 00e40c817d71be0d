import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import type { ArtemisOptions } from '../../src/artemis-options.ts';
import type { Capabilities } from '../../src/capability/capabilities.ts';
import type { EndedRun } from '../../src/capability/kg.ts';
import type { AcceptedSolution } from '../../src/capability/rag.ts';
import type { StampedEvent } from '../../src/events/stamped-event.ts';
import { FeatureFlags } from '../../src/flags/feature-flags.ts';
import { journalFileName } from '../../src/journal/journal.ts';
import type { BuildReport } from '../../src/task/build-report.ts';
import { scriptedLlm, scriptedVendor } from '../../src/testing/scripted-llm.ts';
import { makeHome, work, type Home } from './asking.ts';
import { builder, green, plug, red, type Primaries } from './with-components.ts';

const learning = { flags: FeatureFlags.defaults().with({ enableLearning: true }, 'test') };

describe('what an ended run leaves for later ones', () => {
  let home: Home;
  let artemis: Artemis;
  let recorded: EndedRun[];
  let remembered: AcceptedSolution[];
  let warned: string[];
  const events: StampedEvent[] = [];

  const retriever = (remember?: Capabilities['rag']['remember']): Capabilities['rag'] => ({
    retrieve: async () => [],
    prompt: async () => null,
    remember: remember ?? (async (solution) => void remembered.push(solution)),
  });
  const graph = (record?: Capabilities['kg']['record']): Capabilities['kg'] => ({
    related: async () => [],
    record: record ?? (async (run) => void recorded.push(run)),
  });

  beforeEach(async () => {
    home = await makeHome();
    [recorded, remembered, warned] = [[], [], []];
    events.length = 0;
  });
  afterEach(async () => {
    await artemis.close();
    await home[Symbol.asyncDispose]();
  });

  async function start(
    reports: readonly BuildReport[],
    { primaries, ...options }: Partial<ArtemisOptions> & { primaries?: Primaries } = {},
  ): Promise<void> {
    const say = (_: object, message: string): void => void warned.push(message);
    const logger = { debug: () => {}, info: () => {}, warn: say, error: say };
    artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: home.stateDir, logger, ...options });
    await artemis.loadPlugin(scriptedVendor(scriptedLlm(work('first\n'), work('second\n'))));
    await plug(artemis, { build: builder(...reports), rag: retriever(), kg: graph(), ...primaries });
  }
  const run = (text = 'add two numbers', limits = {}): ReturnType<Artemis['executeTask']> =>
    artemis.executeTask({ text, projectDir: home.projectDir, limits }, { onEvent: (event) => events.push(event) });

  it('is, for the graph, its files and what was decided', async () => {
    await start([green]);
    const { runId } = await run();
    expect(recorded).toEqual([
      {
        runId,
        task: 'add two numbers',
        status: 'succeeded',
        endedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        changedFiles: ['add.js', 'add.test.js'],
        decisions: ['add two numbers', 'add it', '1 passed'],
      },
    ]);
    expect(remembered).toEqual([]);
  });

  it('is, where learning is on and a gate has accepted it, the solution with its provenance', async () => {
    await start([green], learning);
    const { runId } = await run();
    expect(remembered).toEqual([
      {
        task: 'add two numbers',
        solution: 'add it\n\nadd.js (created)\nfirst\n\n\nadd.test.js (created)\ntest',
        provenance: { runId, acceptedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), files: ['add.js', 'add.test.js'] },
      },
    ]);
  });

  it.each([
    ['a gate said no', red('red')],
    ['no gate could show that it is right', { ...green, evidence: { kind: 'none', detail: '' } } satisfies BuildReport],
  ])('S22: is no solution when %s', async (_, report) => {
    await start([report], learning);
    await run('add', { maxAttempts: 1 });
    expect([recorded.length, remembered]).toEqual([1, []]);
  });

  it('S22: holds no secret that is known', async () => {
    await start([green], { ...learning, secrets: ['hunter2-hunter2'] });
    await run('add two numbers with hunter2-hunter2');
    expect(remembered).toHaveLength(1);
    expect(JSON.stringify([recorded, remembered])).not.toContain('hunter2');
  });

  it('is kept after the last event, once an ending, however often the run is taken up', async () => {
    const after: (string | undefined)[] = [];
    await start([red('red'), green], {
      primaries: { kg: graph(async (made) => void (recorded.push(made), after.push(events.at(-1)?.type))) },
    });
    const { runId } = await run('add', { maxAttempts: 1 });
    await artemis.resume(runId);
    expect(recorded.map(({ status }) => status)).toEqual(['failed']);
    await artemis.resume(runId, { limits: { maxAttempts: 1 } });
    expect(recorded.map(({ status }) => status)).toEqual(['failed']);
    await artemis.resume(runId, { limits: { maxAttempts: 2 } });
    expect(recorded.map(({ status }) => status)).toEqual(['failed', 'succeeded']);
    expect(after[0]).toBe('run.completed');
    expect(await readFile(join(home.stateDir, 'runs', runId, journalFileName), 'utf8')).toContain('kept:kg');
  });

  const lost = ['The record of this run is not kept for later ones.', 'The solution of this run is not kept for later ones.'];

  it('V02: N02: is given up when nobody answers, and the result stays what it was', async () => {
    let hung = 0;
    const hang = (): Promise<void> => new Promise(() => void hung++);
    await start([green], { ...learning, primaries: { kg: graph(hang), rag: retriever(hang) } });
    const result = await run();
    const last = events.at(-1);
    expect(hung).toBe(2);
    expect(last?.type === 'run.completed' && last.result).toEqual(result);
    expect(result).toMatchObject({ status: 'succeeded', degraded: [] });
    expect(warned.toSorted()).toEqual(lost);
  });

  it('V03: is nothing when keeping fails, and the result stays what it was', async () => {
    let failed = 0;
    const fail = (): Promise<void> => Promise.reject(new Error(`gone ${++failed}`));
    await start([green], { ...learning, primaries: { kg: graph(fail), rag: retriever(fail) } });
    expect(await run()).toMatchObject({ status: 'succeeded', degraded: [] });
    expect([failed, warned.toSorted()]).toEqual([2, lost]);
  });

  it('is nothing for a run that is stopped on its way', async () => {
    const controller = new AbortController();
    await start([green], learning);
    const result = await artemis.executeTask(
      { text: 'add', projectDir: home.projectDir },
      { signal: controller.signal, onEvent: ({ type }) => type === 'gate.completed' && controller.abort() },
    );
    expect([result.status, recorded, remembered]).toEqual(['cancelled', [], []]);
  });
});
