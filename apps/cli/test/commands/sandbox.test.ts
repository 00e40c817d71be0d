import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { scriptedModelServer } from '@artemis/tooling-testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { goodAnswer, modelAt, nodeProject } from '../support/answers.ts';
import { artemis, type Ended } from '../support/artemis.ts';
import { openHome, type Home } from '../support/home.ts';

let home: Home;

beforeEach(async () => {
  home = await openHome();
  await home.write(nodeProject);
});

afterEach(() => home[Symbol.asyncDispose]());

/** A run on a machine that has Node and nothing else: no sandbox either. */
async function runWithoutSandbox(...options: readonly string[]): Promise<Ended & { readonly requests: number }> {
  await using model = await scriptedModelServer([goodAnswer]);
  const tools = join(home.folder, 'tools');
  await mkdir(tools, { recursive: true });
  await symlink(process.execPath, join(tools, 'node')).catch(() => {});
  const ended = await artemis(home, ['run', 'add', '--json', ...options], { env: { ...modelAt(model.baseUrl), PATH: tools } });
  return { ...ended, events: ended.events, requests: model.requests.length };
}

it('--sandbox require: refuses the run with 77 before a model is asked', async () => {
  const { code, requests } = await runWithoutSandbox('--sandbox', 'require');

  expect({ code, requests }).toEqual({ code: 77, requests: 0 });
});

it('without it: runs nothing that was generated, says so, and is unverified', async () => {
  const { code, events } = await runWithoutSandbox();

  expect(code).toBe(0);
  expect(events.at(-1)).toMatchObject({ result: { status: 'unverified', degraded: [expect.objectContaining({ component: 'build' })] } });
});

it('--allow-unsandboxed and --sandbox off: run the tests all the same', async () => {
  for (const options of [['--allow-unsandboxed'], ['--sandbox', 'off', '--mutate', '0']]) {
    const { events } = await runWithoutSandbox(...options);
    expect(events.at(-1)).toMatchObject({ result: { build: { tests: [{ status: 'passed' }] } } });
  }
});

it('--lock-tests: writes no change of an existing test, and ends with 77', async () => {
  await home.write({ ...nodeProject, 'project/test/add.test.js': '// what add() must do\n' });
  const { code, events } = await runWithoutSandbox('--lock-tests');

  expect(code).toBe(77);
  expect(events).toContainEqual(expect.objectContaining({ type: 'file.refused', path: 'test/add.test.js' }));
  expect(events.at(-1)).toMatchObject({ result: { status: 'refused', error: { code: 'ARTEMIS_E_TESTS_LOCKED' } } });
});

it('--lock-tests: is refused where nothing knows the tests', async () => {
  const { code, stderr, requests } = await runWithoutSandbox('--lock-tests', '--profile', 'minimal');

  expect({ code, requests }).toEqual({ code: 2, requests: 0 });
  expect(stderr).toContain('--lock-tests');
});

it('says when the build is off and its options have no effect', async () => {
  const { stderr } = await runWithoutSandbox('--profile', 'minimal', '--sandbox', 'require');

  expect(stderr).toContain('--sandbox has no effect');
});
