import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scriptedModelServer } from '@artemis/tooling-testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { goodAnswer, modelAt, nodeProject } from '../support/answers.ts';
import { artemis } from '../support/artemis.ts';
import { openHome, type Home } from '../support/home.ts';

let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home[Symbol.asyncDispose]());

it('runs verify runs the gate of a run again, and ends with 1 once a byte of its files has changed', async () => {
  await using model = await scriptedModelServer([goodAnswer]);
  await home.write(nodeProject);
  const { events } = await artemis(home, ['run', 'add two numbers', '--json'], { env: modelAt(model.baseUrl) });
  const runId = events[0]?.run_id ?? '';

  const intact = await artemis(home, ['runs', 'verify', runId, '--json']);
  await writeFile(join(home.project, 'src/add.js'), 'export const add = (a, b) => a + b; \n');
  const changed = await artemis(home, ['runs', 'verify', runId]);

  expect(intact.code).toBe(0);
  expect(JSON.parse(intact.stdout)).toMatchObject({
    run_id: runId,
    stands: true,
    intact: true,
    files: [{ state: 'unchanged' }, { state: 'unchanged' }],
    gate: { status: 'passed' },
    gate_now: { status: 'passed' },
  });
  expect(changed.code).toBe(1);
  expect(changed.stdout).toContain('! changed  src/add.js');
});

it('ends with 1 when a file of the run is gone and none of its gates can say anything', async () => {
  await using model = await scriptedModelServer([goodAnswer]);
  const { events } = await artemis(home, ['run', 'add', '--json', '--profile', 'minimal'], { env: modelAt(model.baseUrl) });
  await rm(join(home.project, 'src/add.js'));

  const { code, stdout } = await artemis(home, ['runs', 'verify', events[0]?.run_id ?? '', '--profile', 'minimal', '--json']);

  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ intact: false, files: [{ path: 'src/add.js', state: 'missing' }, {}] });
});

it('ends with 2 for a run that does not exist', async () => {
  expect(await artemis(home, ['runs', 'verify', 'zzzzzz'])).toMatchObject({ code: 2 });
});
