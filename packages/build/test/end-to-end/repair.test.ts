import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missing } from '@artemis/tooling-testkit';
import { Artemis, type RunResult, type Task } from '@artemis/core';
import { scriptedLlm, scriptedVendor, type ScriptedAnswer, type ScriptedLlm } from '@artemis/core/testing';
import buildPlugin from '@artemis/build';
import { describe, expect, it } from 'vitest';
import { buildProject, type Files } from '../build-project.ts';
import { nodeManifest, nodeTest } from '../scenarios/scenario.ts';

/** An answer that writes files and says that it is finished. */
const writing = (files: Files): ScriptedAnswer => ({
  finishReason: 'tool-calls',
  toolCalls: [
    ...Object.entries(files).map(([path, content], index) => ({
      id: `write_${index}`,
      name: 'write',
      arguments: JSON.stringify({ path, content }),
    })),
    { id: 'finish', name: 'finish', arguments: JSON.stringify({ summary: 'All tests pass.' }) },
  ],
});

async function run(
  before: Files,
  rules: Pick<Task, 'lockTests'>,
  ...script: readonly [ScriptedAnswer, ...ScriptedAnswer[]]
): Promise<{ result: RunResult; llm: ScriptedLlm; read: (path: string) => Promise<string> }> {
  const project = await buildProject(before);
  const stateDir = await mkdtemp(join(tmpdir(), 'artemis-state-'));
  const llm = scriptedLlm(...script);
  const artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir });
  try {
    await artemis.loadPlugin(scriptedVendor(llm));
    await artemis.loadPlugin(buildPlugin());
    const result = await artemis.executeTask({ text: 'Make add() add.', projectDir: project.dir, limits: { maxAttempts: 3 }, ...rules });
    const written = new Map(
      await Promise.all(
        result.files.map(async ({ path }) => [path, await readFile(join(project.dir, path), 'utf8').catch(() => '')] as const),
      ),
    );
    return { result, llm, read: async (path) => written.get(path) ?? '' };
  } finally {
    await artemis.close();
    await project[Symbol.asyncDispose]();
    await rm(stateDir, { recursive: true, force: true });
  }
}

const wrong = 'export const add = (a, b) => a - b;\n';
const worse = 'export const add = (a, b) => a * b;\n';
const right = 'export const add = (a, b) => a + b;\n';
const addsTest = nodeTest('./add.js', 'add', ['adds', 'assert.equal(add(2, 3), 5);']);
const project = { 'package.json': nodeManifest(), 'add.js': wrong, 'add.test.js': addsTest };

describe.skipIf(missing(['bwrap'], 'end to end'))('a run with the build plugin (needs bwrap)', { timeout: 120_000 }, () => {
  it('shows the real output of a failing test to the model, which then mends its bug', async () => {
    const { result, llm, read } = await run(project, {}, writing({ 'add.js': worse }), writing({ 'add.js': right }));
    expect(result).toMatchObject({
      status: 'succeeded',
      verified: true,
      exitCode: 0,
      build: { status: 'passed', evidence: { kind: 'fails-without-change' } },
    });
    expect(await read('add.js')).toBe(right);
    expect(JSON.stringify(llm.requests.at(-1)?.messages)).toMatch(/6 !== 5|adds/);
  });

  it('does not believe a model that says it is done over a red test', async () => {
    const { result } = await run(project, {}, writing({ 'add.js': worse }));
    expect(result).toMatchObject({ status: 'failed', verified: false, exitCode: 1, build: { status: 'failed' } });
  });

  it('does not believe a model that edits the red test instead', async () => {
    const { result } = await run(project, {}, writing({ 'add.test.js': addsTest.replace('), 5', '), -1') }));
    expect(result).toMatchObject({ status: 'failed', exitCode: 1 });
    expect(result.build?.summary).toContain('red-test-tampered');
  });

  it('writes no change of a locked test, shows the model why, and ends with 77 when it insists', async () => {
    const bend = { 'add.test.js': addsTest.replace('), 5', '), -1') };
    const { result, llm, read } = await run(project, { lockTests: true }, writing(bend));
    expect(result).toMatchObject({
      status: 'refused',
      verified: false,
      exitCode: 77,
      files: [],
      error: { code: 'ARTEMIS_E_TESTS_LOCKED' },
    });
    expect(JSON.stringify(llm.requests.at(-1)?.messages)).toContain('(test-changed)');
    expect(await read('add.test.js')).toBe('');
  });

  it('succeeds with locked tests once the model mends the code instead', async () => {
    const bend = { 'add.test.js': addsTest.replace('), 5', '), -1') };
    const { result } = await run(project, { lockTests: true }, writing(bend), writing({ 'add.js': right }));
    expect(result).toMatchObject({ status: 'succeeded', exitCode: 0, files: [{ path: 'add.js' }] });
  });

  it('goes on without a sandbox, runs nothing, and says that nothing is verified', async () => {
    const own = await mkdtemp(join(tmpdir(), 'artemis-state-'));
    await using folder = await buildProject(project);
    const artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: own });
    await artemis.loadPlugin(scriptedVendor(scriptedLlm(writing({ 'add.js': right }))));
    await artemis.loadPlugin(buildPlugin({ searchPath: '/nowhere' }));
    const result = await artemis.executeTask({ text: 'Make add() add.', projectDir: folder.dir });
    await artemis.close();
    await rm(own, { recursive: true, force: true });
    expect(result).toMatchObject({ status: 'unverified', verified: false, exitCode: 0, build: { status: 'not-built' } });
    expect(result.degraded).toMatchObject([
      { component: 'build', from: 'project-tool', fallback: 'syntax-check', code: 'ARTEMIS_E_SANDBOX_UNAVAILABLE' },
    ]);
  });
});
