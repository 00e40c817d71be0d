import { cp, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import type { BuildBaseline } from '../../src/capability/build.ts';
import type { DevelopRequest } from '../../src/capability/supervision.ts';
import type { StampedEvent } from '../../src/events/stamped-event.ts';
import type { CallContext } from '../../src/resilience/call-context.ts';
import { scriptedLlm, scriptedVendor } from '../../src/testing/scripted-llm.ts';
import type { BuildReport } from '../../src/task/build-report.ts';
import type { FileChange, Patch } from '../../src/task/patch.ts';
import type { RunResult } from '../../src/task/run-result.ts';
import { filesIn, makeHome, type Home } from './asking.ts';
import { builder, green, plug, red } from './with-components.ts';

const lock: BuildBaseline['lock'] = { paths: [{ path: 'add.test.js', is: 'test' }], configNames: [] };
const write = (path: string, content: string): FileChange => ({ kind: 'write', path, content });
const bent = write('add.test.js', 'bent\n');
const mended = write('add.js', 'mended\n');
const unproven: BuildReport = { ...green, status: 'inconclusive', evidence: { kind: 'none', detail: '' } };

type Develop = (request: DevelopRequest, call: CallContext) => Promise<Patch>;

describe('a run with locked tests', () => {
  let home: Home;
  let artemis: Artemis;
  let events: StampedEvent[];
  let told: (string | undefined)[];

  beforeEach(async () => {
    home = await makeHome();
    [events, told] = [[], []];
    await writeFile(join(home.projectDir, 'add.test.js'), 'old\n');
    artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: home.stateDir });
    await artemis.loadPlugin(scriptedVendor(scriptedLlm('unused')));
  });
  afterEach(async () => {
    await artemis.close();
    await home[Symbol.asyncDispose]();
  });

  /** A run whose gate gives these reports and whose developer does this. */
  async function run(reports: readonly BuildReport[], develop: Develop, kept: BuildBaseline['lock'] | null = lock): Promise<RunResult> {
    const judge = { ...builder(...reports), baseline: async () => ({ madeBy: 'scripted', facts: null, ...(kept && { lock: kept }) }) };
    await plug(artemis, { build: judge, supervision: { develop } });
    const task = { text: 'mend add', projectDir: home.projectDir, lockTests: true };
    return artemis.executeTask(task, { onEvent: (event) => events.push(event) });
  }

  /** A developer that proposes these changes, one list an attempt; the last one repeats. */
  const proposing =
    (...attempts: readonly (readonly FileChange[])[]): Develop =>
    async ({ attempt, feedback }) => {
      told.push(feedback?.reason);
      return { approach: 'scripted', changes: attempts[Math.min(attempt, attempts.length) - 1] ?? [] };
    };

  it('does not write a change of a test, tells the developer, and succeeds once the code is mended', async () => {
    const result = await run([red('1 failed'), green], proposing([bent], [mended]));
    expect(result).toMatchObject({ status: 'succeeded', exitCode: 0, files: [{ path: 'add.js' }] });
    expect(await filesIn(home)).toMatchObject({ 'add.test.js': 'old\n', 'add.js': 'mended\n' });
    expect(told[1]).toContain('add.test.js: it is a test that was there before the run');
    expect(events).toContainEqual(expect.objectContaining({ type: 'file.refused', path: 'add.test.js', code: 'ARTEMIS_E_TESTS_LOCKED' }));
  });

  it('is refused with 77 when the developer insists', async () => {
    const result = await run([red('1 failed')], proposing([bent]));
    expect(result).toMatchObject({ status: 'refused', verified: false, exitCode: 77, error: { code: 'ARTEMIS_E_TESTS_LOCKED' } });
    expect(result.error?.message).toContain('add.test.js');
    expect(told).toHaveLength(2);
    expect(await filesIn(home)).toEqual({ 'add.test.js': 'old\n' });
  });

  it('tells the developer also when the gate proves nothing, before it is refused', async () => {
    const result = await run([unproven], proposing([mended, bent]));
    expect(result).toMatchObject({ status: 'refused', exitCode: 77 });
    expect(told).toEqual([undefined, expect.stringContaining('add.test.js')]);
  });

  it('is not refused for a change of a test that was not needed', async () => {
    expect(await run([green], proposing([mended, bent]))).toMatchObject({ status: 'succeeded', exitCode: 0 });
    expect(await filesIn(home)).toMatchObject({ 'add.test.js': 'old\n' });
  });

  it('does not write it either while the developer still works, nor in a copy', async () => {
    const directory = await mkdtemp(join(home.path, 'copy-'));
    await cp(home.projectDir, directory, { recursive: true });
    const reports: BuildReport[] = [];
    await run([green], async (request, call) => {
      const patch = { approach: 'tried', changes: [bent, mended] };
      reports.push(await request.check(patch, call));
      reports.push(await (await request.branch({ name: 'a', directory })).check(patch, call));
      return { approach: 'done', changes: [mended] };
    });
    expect(reports.map(({ warnings }) => warnings)).toEqual([
      [expect.stringContaining('Not written: add.test.js')],
      [expect.stringContaining('Not written: add.test.js')],
    ]);
    expect(await filesIn({ ...home, projectDir: directory })).toMatchObject({ 'add.test.js': 'old\n', 'add.js': 'mended\n' });
  });

  it('is refused before anything is developed when nobody knows which files the tests are', async () => {
    const result = await run([green], proposing([mended]), null);
    expect(result).toMatchObject({ status: 'refused', exitCode: 77, error: { code: 'ARTEMIS_E_LOCK_UNAVAILABLE' }, files: [] });
    expect(told).toEqual([]);
  });

  it('takes no lock that is none', async () => {
    const result = await run([green], proposing([mended]), { paths: [], configNames: ['('] });
    expect(result).toMatchObject({ status: 'refused', exitCode: 77, error: { code: 'ARTEMIS_E_LOCK_UNAVAILABLE' } });
  });
});
