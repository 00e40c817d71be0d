import { scriptedModelServer } from '@artemis/tooling-testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
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

it('R05: an error nobody catches ends the run with 70, says how to go on, and JSON Lines get their last line', async () => {
  await using model = await scriptedModelServer([goodAnswer]);
  await install('setTimeout(() => { throw new Error("late"); }, 0);');

  const { code, events, stderr } = await artemis(home, ['run', 'add', '--json'], { env: modelAt(model.baseUrl) });

  expect(code).toBe(70);
  expect(stderr).toContain('resume');
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
