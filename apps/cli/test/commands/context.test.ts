import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scriptedModelServer } from '@artemis/tooling-testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { goodAnswer, modelAt, nodeProject } from '../support/answers.ts';
import { artemis, start } from '../support/artemis.ts';
import { openHome, type Home } from '../support/home.ts';

let home: Home;

beforeEach(async () => {
  home = await openHome();
  await home.write({
    ...nodeProject,
    'project/src/limit.js':
      '/** Limits how often a client may log in. */\nexport function limitLogins(client) {\n  return client.tries < 5;\n}\n',
    'project/src/login.js': "import { limitLogins } from './limit.js';\nexport const login = (client) => limitLogins(client);\n",
    'project/test/login.test.js': "import { login } from '../src/login.js';\nlogin({ tries: 0 });\n",
  });
});

afterEach(() => home[Symbol.asyncDispose]());

/** Databases at a port where nothing can listen. */
const env = { CHROMA_HOST: '127.0.0.1', CHROMA_PORT: '9', NEO4J_URI: 'bolt://127.0.0.1:9' };

it('index says how far it is, what it holds, and that the databases do not hold it', async () => {
  const { code, stdout, stderr } = await artemis(home, ['index', '--json'], { env });

  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    complete: true,
    chroma: { filled: false },
    graph: { served_by: 'in-memory', degraded_because: expect.any(String) },
  });
  expect((JSON.parse(stdout) as { readonly files: number }).files).toBeGreaterThan(2);
  expect(stderr).toMatch(/^reading {2}\d+ files$/m);
});

it('index --watch follows a change, and ends at Ctrl-C', async () => {
  const watching = start(home, ['index', '--watch', '--json'], { env });
  await watching.says('"version":1');
  // A change before the second look belongs to what is there at the beginning, so there is more than one.
  let edits = 0;
  const editing = setInterval(() => void writeFile(join(home.project, 'src/new.js'), `export const fresh = ${edits++};\n`), 500);
  await watching.says('"version":1,"files":5');
  clearInterval(editing);

  watching.child.kill('SIGINT');

  expect(await watching.ended).toMatchObject({ code: 130 });
});

it('ask shows the hits and who served them, and asks no model', async () => {
  const shown = await artemis(home, ['ask', 'how', 'often', 'may a client log in?'], { env });
  const document = await artemis(home, ['ask', 'limitLogins', '--json', '--strict'], { env });

  expect(shown.code).toBe(0);
  expect(shown.stdout).toMatch(/^1 {2}.*src\/limit\.js/m);
  expect(shown.stderr).toMatch(/! served by \S+ instead of /);
  expect(document.code).toBe(3);
  expect(JSON.parse(document.stdout)).toMatchObject({
    question: 'limitLogins',
    hits: expect.arrayContaining([expect.objectContaining({ path: 'src/limit.js' })]),
  });
});

it('graph says what a change affects, the way between two files, and which tests to run first', async () => {
  const affected = await artemis(home, ['graph', 'affected', './src/limit.js', '--json'], { env });
  const path = await artemis(home, ['graph', 'path', 'src/login.js', 'limitLogins'], { env });
  const tests = await artemis(home, ['graph', 'tests', 'src/login.js', 'src/limit.js'], { env });
  const none = await artemis(home, ['graph', 'path', 'src/login.js', 'nothing'], { env });
  const map = await artemis(home, ['graph', 'map', 'limit', 'logins'], { env });

  expect(JSON.parse(affected.stdout)).toMatchObject({
    file: 'src/limit.js',
    affected: [
      { path: 'src/login.js', distance: 1, is_test: false },
      { path: 'test/login.test.js', is_test: true },
    ],
    served_by: 'in-memory',
  });
  expect(path).toMatchObject({ code: 0, stdout: expect.stringContaining('limitLogins') });
  expect(tests).toMatchObject({ code: 0, stdout: expect.stringMatching(/^test\/login\.test\.js$/m) });
  expect(none.code).toBe(1);
  expect(map).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Map of src\/limit\.js$/m) });
});

it('graph affected says with 1 that it does not know a file, instead of that nothing uses it', async () => {
  const typo = await artemis(home, ['graph', 'affected', 'src/limmit.js'], { env });
  const json = await artemis(home, ['graph', 'tests', 'src/limmit.js', 'src/limit.js', '--json'], { env });

  expect(typo).toMatchObject({ code: 1, stderr: expect.stringContaining('src/limmit.js is no file of the graph') });
  expect(json.code).toBe(0);
  expect(JSON.parse(json.stdout)).toMatchObject({ unknown: ['src/limmit.js'], tests: ['test/login.test.js'] });
});

it('a run uses both where their databases are named, and says that they are away', async () => {
  await using model = await scriptedModelServer([goodAnswer]);

  const { code, events } = await artemis(home, ['run', 'limit logins', '--json'], {
    env: { ...env, ...modelAt(model.baseUrl), CHROMA_PORT: '9', NEO4J_URI: 'bolt://127.0.0.1:9' },
  });

  expect(code).toBe(0);
  expect(events.find(({ type }) => type === 'context.gathered')).toMatchObject({ items: expect.any(Number) });
  expect(JSON.stringify(model.requests[0])).toContain('src/limit.js');
  expect(events.at(-1)).toMatchObject({
    result: {
      status: 'succeeded',
      degraded: expect.arrayContaining([expect.objectContaining({ component: 'rag' }), expect.objectContaining({ component: 'kg' })]),
    },
  });
});

it('S22: memories lists what a run has learnt and where from, and forgets it for good', async () => {
  await using model = await scriptedModelServer([goodAnswer]);
  await home.write({ 'flags.json': '{"enable_learning":true}\n' });
  const learning = { env: { ...env, ...modelAt(model.baseUrl), ARTEMIS_FEATURE_FLAGS: join(home.folder, 'flags.json') } };

  const ran = await artemis(home, ['run', 'add two numbers', '--json'], learning);
  const runId = ran.events[0]?.run_id ?? '';
  const listed = await artemis(home, ['memories', '--json'], learning);
  const asked = await artemis(home, ['ask', 'two numbers'], learning);
  const forgotten = await artemis(home, ['memories', 'forget', runId, 'nobody'], { env });
  const after = await artemis(home, ['memories'], learning);

  expect(JSON.parse(listed.stdout)).toMatchObject({ learning: true, memories: [{ task: 'add two numbers', run_id: runId }] });
  expect(asked.stdout).toContain(`accepted solution of run ${runId}`);
  expect(forgotten).toMatchObject({ code: 1, stdout: expect.stringContaining('forgotten: '), stderr: expect.stringContaining('nobody') });
  expect(after).toMatchObject({ code: 0, stdout: 'Nothing was learnt in this project.\n' });
  expect((await artemis(home, ['ask', 'two numbers'], learning)).stdout).not.toContain('accepted solution');
});

it('says with 69 and the command that installs it when a package is not there', async () => {
  const { code, stderr } = await artemis(home, ['ask', 'anything'], { node: ['--import', await hiding('@artemis/rag')] });

  expect(code).toBe(69);
  expect(stderr).toMatch(/ARTEMIS_E_PACKAGE_MISSING[^]*npm install --global @artemis\/cli @artemis\/rag/);
});

it('refuses a server it does not know, and stops none that it has not started', async () => {
  expect(await artemis(home, ['services', 'start', 'postgres'])).toMatchObject({ code: 2 });
  expect(await artemis(home, ['services', 'stop', 'chroma', '--json'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('"was_running": false'),
  });
  expect(await artemis(home, ['services', 'status', '--json'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('"state": "stopped"'),
  });
});

/** A module that makes a package look as if it were not installed. */
async function hiding(name: string): Promise<string> {
  const file = join(home.folder, 'hide.mjs');
  await writeFile(
    file,
    `import { registerHooks } from 'node:module';
registerHooks({ resolve(specifier, context, next) {
  if (specifier === ${JSON.stringify(name)}) throw Object.assign(new Error('not found'), { code: 'ERR_MODULE_NOT_FOUND' });
  return next(specifier, context);
} });
`,
  );
  return file;
}
