import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { scriptedModelServer } from '@artemis/tooling-testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeCrashReport } from '../../src/process/crash-report.ts';
import { goodAnswer, modelAt } from '../support/answers.ts';
import { artemis } from '../support/artemis.ts';
import { openHome, type Home } from '../support/home.ts';

let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home[Symbol.asyncDispose]());

/** Installs a plugin in the project, and lets the user name it. */
async function install(setup: string): Promise<void> {
  await home.write({
    'project/node_modules/artemis-plugin-hostile/package.json':
      '{"name":"artemis-plugin-hostile","version":"1.0.0","type":"module","exports":"./index.js"}',
    'project/node_modules/artemis-plugin-hostile/index.js': `export default () => ({ name: 'artemis-plugin-hostile', apiVersion: 1, setup() { ${setup} } });\n`,
    'config/artemis/config.yaml': 'plugins:\n  artemis-plugin-hostile: true\n',
  });
}

it.each([
  ['an error', 'setTimeout(() => { throw new Error("late sk-test-0123456789abcdef"); }, 0);'],
  ['a rejection', 'void Promise.reject(new Error("late sk-test-0123456789abcdef"));'],
])('R05: %s nobody catches ends the run with 70, a report and how to go on, and JSON Lines get their last line', async (_, setup) => {
  await using model = await scriptedModelServer([goodAnswer]);
  await install(setup);

  const { code, events, stderr } = await artemis(home, ['run', 'add', '--json'], { env: modelAt(model.baseUrl) });

  expect(code).toBe(70);
  expect(stderr).toContain('resume');
  const [report = ''] = await readdir(join(home.state, 'crashes'));
  const path = join(home.state, 'crashes', report);
  expect(stderr).toContain(`Where it happened: ${path}`);
  const said = await readFile(path, 'utf8');
  expect(said).toMatch(/^Artemis .*\n.*\n\nError: late \[redacted\]\n +at .*artemis-plugin-hostile/);
  expect((await stat(path)).mode & 0o77).toBe(0);
  expect(events.at(-1)).toMatchObject({ type: 'run.failed', result: { exit_code: 70, error: { code: 'ARTEMIS_E_INTERNAL' } } });
});

it('X16: what a plugin leaves running is named and not waited for', async () => {
  await using model = await scriptedModelServer([goodAnswer]);
  await install('setInterval(() => {}, 1000);');

  const { code, stderr } = await artemis(home, ['run', 'add', '--json'], { env: modelAt(model.baseUrl) });

  expect(code).toBe(0);
  expect(stderr).toContain('left running and is not waited for: Timeout');
});

it('X03: a plugin that throws is degraded, said, and counts under --strict', async () => {
  await using model = await scriptedModelServer([goodAnswer]);
  await install('throw null;');

  const { code, events, stderr } = await artemis(home, ['run', 'add', '--json', '--strict'], { env: modelAt(model.baseUrl) });

  expect(code).toBe(3);
  expect(stderr).toContain('plugin artemis-plugin-hostile');
  expect(events.at(-1)).toMatchObject({
    type: 'run.completed',
    result: { degraded: [{ component: 'artemis-plugin-hostile', reason: expect.any(String), since: expect.any(String) }] },
  });
});

it('keeps the newest twenty reports, and does without where there can be none', async () => {
  const folder = join(home.state, 'crashes');
  const crash = { cause: new Error('x'), version: '1.0.0', redact: (text: string) => text };
  const paths = Array.from({ length: 22 }, (_, second) =>
    writeCrashReport(folder, { ...crash, at: new Date(second * 1_000).toISOString() }),
  );

  expect((await readdir(folder)).map((name) => join(folder, name)).toSorted()).toEqual(paths.slice(2));
  expect(writeCrashReport(join(paths.at(-1) ?? '', 'below a file'), { ...crash, at: '' })).toBeNull();
});
