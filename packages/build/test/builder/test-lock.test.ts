import * as promises from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missing } from '@artemis/tooling-testkit';
import { Artemis, type FileChange, type RunResult, type StampedEvent } from '@artemis/core';
import { scriptedLlm, scriptedVendor } from '@artemis/core/testing';
import buildPlugin from '@artemis/build';
import { describe, expect, it } from 'vitest';
import { testLock, testLockOf } from '../../src/builder/test-lock.ts';
import { buildProject, patiently, verdictOn, type Files } from '../build-project.ts';
import { nodeManifest, nodeTest } from '../scenarios/scenario.ts';

const addsTest = nodeTest('./add.js', 'add', ['adds', 'assert.equal(add(2, 3), 5);']);
const files: Files = {
  'package.json': nodeManifest(),
  'add.js': 'export const add = (a, b) => a - b;\n',
  'add.test.js': addsTest,
  'vitest.config.ts': "export default { test: { include: ['*.test.js'] } };\n",
  'test/setup.js': 'globalThis.ready = true;\n',
  '__snapshots__/add.test.js.snap': 'exports[`adds`] = `5`;\n',
};

interface Refused {
  readonly result: RunResult;
  readonly refused: readonly string[];
}

/** A run with locked tests whose developer proposes these changes; no tool is installed, so nothing but the lock says no. */
async function runWith(changes: readonly FileChange[]): Promise<Refused> {
  await using project = await buildProject(files);
  const stateDir = await mkdtemp(join(tmpdir(), 'artemis-state-'));
  const artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir });
  const refused: string[] = [];
  const onEvent = (event: StampedEvent): void => {
    if (event.type === 'file.refused') refused.push(event.reason);
  };
  try {
    const calls = [
      ...changes.map((change, index) => ({ id: `change_${index}`, name: change.kind, arguments: JSON.stringify(change) })),
      { id: 'finish', name: 'finish', arguments: JSON.stringify({ summary: 'All tests pass.' }) },
    ];
    await artemis.loadPlugin(scriptedVendor(scriptedLlm({ finishReason: 'tool-calls', toolCalls: calls })));
    await artemis.loadPlugin(buildPlugin({ searchPath: '/nowhere' }));
    const task = { text: 'Make add() add.', projectDir: project.dir, lockTests: true, limits: { maxAttempts: 1 } };
    return { result: await artemis.executeTask(task, { onEvent }), refused };
  } finally {
    await artemis.close();
    await rm(stateDir, { recursive: true, force: true });
  }
}

const write = (path: string, content: string): FileChange => ({ kind: 'write', path, content });

/** Ways of cheating a suite, and the rule that a locked run rejects each by. */
const cheats: readonly (readonly [name: string, change: FileChange, rule: string])[] = [
  ['a skip marker', write('add.test.js', addsTest.replace("test('adds'", "test.skip('adds'")), 'test-changed'],
  ['an only marker on another test', write('add.test.js', `${addsTest}test.only('fine', () => {});\n`), 'test-changed'],
  ['a bent expectation', write('add.test.js', addsTest.replace('), 5', '), -1')), 'test-changed'],
  ['an early exit in the test', write('add.test.js', `process.exit(0);\n${addsTest}`), 'test-changed'],
  ['a deleted test', { kind: 'delete', path: 'add.test.js' }, 'test-deleted'],
  ['a setup file that hooks the exit', write('test/setup.js', "process.on('exit', () => (process.exitCode = 0));\n"), 'test-changed'],
  ['another test command', write('package.json', nodeManifest('true')), 'config-changed'],
  ['other tests by configuration', write('vitest.config.ts', "export default { test: { include: ['none'] } };\n"), 'config-changed'],
  ['deleted configuration', { kind: 'delete', path: 'vitest.config.ts' }, 'config-deleted'],
  ['new configuration that comes first', write('jest.config.mjs', 'export default { testMatch: [] };\n'), 'config-made'],
  ['a rewritten snapshot', write('__snapshots__/add.test.js.snap', 'exports[`adds`] = `-1`;\n'), 'snapshot-changed'],
  ['a module in place of the tested one', write('__mocks__/add.js', 'export const add = () => 5;\n'), 'config-made'],
];

describe('--lock-tests', () => {
  it.each(cheats)('rejects %s at write time, by name', async (_name, change, rule) => {
    const { result, refused } = await runWith([change]);
    expect(refused).toEqual([expect.stringContaining(`(${rule})`)]);
    expect(result).toMatchObject({ status: 'refused', exitCode: 77, files: [], error: { code: 'ARTEMIS_E_TESTS_LOCKED' } });
  });

  it('rejects at least ten', () => expect(cheats.length).toBeGreaterThanOrEqual(10));

  it.skipIf(missing(['bwrap'], 'cheats in the code'))('leaves cheats in the code to the gate, which names them (needs bwrap)', async () => {
    const project = { 'package.json': nodeManifest(), 'add.js': 'export const add = (a, b) => a - b;\n', 'add.test.js': addsTest };
    const early = await verdictOn(project, { 'add.js': 'process.exit(0);\nexport const add = (a, b) => a - b;\n' });
    const special = await verdictOn(project, { 'add.js': 'export const add = (a, b) => (a === 2 && b === 3 ? 5 : a - b);\n' });
    expect(early).toMatchObject({ status: 'failed', summary: expect.stringContaining('red-test-tampered') });
    expect(special).toMatchObject({ status: 'inconclusive', summary: expect.stringContaining('special') });
  });

  it('lets the code and new tests through', async () => {
    const change = [write('add.js', 'export const add = (a, b) => a + b;\n'), write('more.test.js', addsTest)];
    const { result, refused } = await runWith(change);
    expect(refused).toEqual([]);
    expect(result.files.map(({ path }) => path)).toEqual(['add.js', 'more.test.js']);
  });

  it('locks the snapshot a test does not have yet', () =>
    expect(testLockOf(['src/add.test.ts']).paths).toEqual([
      { path: 'src/add.test.ts', is: 'test' },
      { path: 'src/__snapshots__/add.test.ts.snap', is: 'snapshot' },
    ]));

  it('locks nothing in a project without tests, so that a first test and its configuration can be written', () =>
    expect(testLockOf(['package.json', 'add.js'])).toEqual({ paths: [], configNames: [] }));

  it('locks also what gates leave out', async () => {
    await using project = await buildProject({ ...files, 'slow/slow.test.js': addsTest });
    const lock = await testLock(promises, project.dir, patiently());
    expect(lock?.paths).toContainEqual({ path: 'slow/slow.test.js', is: 'test' });
  });
});
