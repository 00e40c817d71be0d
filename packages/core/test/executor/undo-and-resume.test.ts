import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import type { BuildReport } from '../../src/task/build-report.ts';
import { scriptedLlm, scriptedVendor, type ScriptedLlm } from '../../src/testing/scripted-llm.ts';
import { filesIn, makeHome, work, type Home } from './asking.ts';
import { builder, green, plug, red } from './with-components.ts';

let home: Home;
let llm: ScriptedLlm;

beforeEach(async () => {
  home = await makeHome();
});
afterEach(() => home[Symbol.asyncDispose]());

/** An Artemis whose gate gives these reports. */
async function artemisWith(...reports: readonly BuildReport[]): Promise<Artemis> {
  const artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: home.stateDir });
  await artemis.loadPlugin(scriptedVendor(llm));
  await plug(artemis, { build: builder(...reports) });
  return artemis;
}

/** A run that wrote its first attempt and was stopped by its budget before the second. */
async function stoppedRun(): Promise<string> {
  const artemis = await artemisWith(red('still red'), green);
  const { runId, error } = await artemis.executeTask({ text: 'add', projectDir: home.projectDir, limits: { maxCalls: 1 } });
  expect(error?.code).toBe('ARTEMIS_E_BUDGET');
  expect(Object.keys(await filesIn(home))).toEqual(['add.js', 'add.test.js']);
  await artemis.close();
  return runId;
}

describe('a run that was stopped and undone', () => {
  it('does its work again when it is gone on with, and asks nothing twice', async () => {
    llm = scriptedLlm(work('one\n'), work('two\n'));
    const runId = await stoppedRun();
    const artemis = await artemisWith(red('still red'), green);
    expect((await artemis.undo(runId)).restored).toEqual(['add.js', 'add.test.js']);
    expect(await filesIn(home)).toEqual({});

    const result = await artemis.resume(runId, { limits: { maxCalls: 2 } });
    expect(result).toMatchObject({ status: 'succeeded', files: [{ path: 'add.js' }, { path: 'add.test.js' }] });
    expect(await filesIn(home)).toMatchObject({ 'add.js': 'two\n' });
    expect(llm.requests).toHaveLength(2);
    expect((await artemis.undo(runId)).restored).toEqual(['add.js', 'add.test.js']);
    expect(await filesIn(home)).toEqual({});
    await artemis.close();
  });

  it('leaves what the user has changed since, and works on from there', async () => {
    llm = scriptedLlm(work('one\n'), work('two\n'));
    const runId = await stoppedRun();
    await writeFile(join(home.projectDir, 'add.test.js'), 'mine\n');
    const artemis = await artemisWith(red('still red'), green);
    expect(await artemis.undo(runId)).toEqual({ restored: ['add.js'], keptBecauseChanged: ['add.test.js'] });

    expect(await artemis.resume(runId, { limits: { maxCalls: 2 } })).toMatchObject({ status: 'succeeded' });
    await artemis.undo(runId);
    expect(await readFile(join(home.projectDir, 'add.test.js'), 'utf8')).toBe('mine\n');
    await artemis.close();
  });
});
