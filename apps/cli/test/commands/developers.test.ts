import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faultServer, replies, scriptedModelServer, type ModelRequest } from '@artemis/tooling-testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerWith, goodAnswer, modelAt, nodeProject, wrongAnswer } from '../support/answers.ts';
import { artemis, start, type WireEvent } from '../support/artemis.ts';
import { openHome, type Home } from '../support/home.ts';

let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home[Symbol.asyncDispose]());

const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=e@example.com', ...args], {
    cwd: home.project,
    encoding: 'utf8',
    env: home.env,
  });

const commitProject = (): void =>
  void [
    ['init', '-q'],
    ['add', '-A'],
    ['commit', '-q', '-m', 'first'],
  ].map((args) => git(...args));
const leftTrees = (): Promise<readonly string[]> => readdir(join(home.state, 'trees')).catch(() => []);
const textOf = ({ messages }: ModelRequest): string => JSON.stringify(messages);
const of = (events: readonly WireEvent[], type: string): readonly WireEvent[] => events.filter((event) => event.type === type);

/** Work without tests, for what no gate has to decide. */
const untested = answerWith('export const add = (a, b) => a + b;\n', null);

const hasPytest = spawnSync('python3', ['-c', 'import pytest']).status === 0;

/** The developer who is told to write tests first is right, and nobody else. */
const oneIsRight = (request: ModelRequest): string => (textOf(request).includes('first write tests') ? goodAnswer : wrongAnswer);

describe('artemis run --developers', () => {
  it('lets the gate choose among three in a git project, shows who did what, and leaves the repository as it was', async () => {
    await using model = await scriptedModelServer([oneIsRight]);
    await home.write(nodeProject);
    commitProject();
    await home.write({ 'project/NOTES.md': 'not committed\n' });

    const { code, stderr } = await artemis(home, ['run', '--developers', '3', 'add two numbers'], { env: modelAt(model.baseUrl) });

    expect(code).toBe(0);
    expect(stderr).toMatch(/^ {2}dev-2 {3}starts {3}agent, tests first/m);
    expect(stderr).toMatch(/^ {2}dev-2 {3}answer /m);
    expect(stderr).toMatch(/^! dev-1 did not pass \(.*1 of 1 tests failed/m);
    expect(stderr).toMatch(/^ok dev-2 passed/m);
    expect(stderr).toMatch(/^> dev-2 is chosen: its gate passed, 5 changed lines; of the others none got as far$/m);
    expect(stderr).toMatch(/ok Done: succeeded/);
    expect(git('status', '--short').trim().split('\n').toSorted()).toEqual(['?? NOTES.md', '?? src/', '?? test/']);
    expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
    expect(await leftTrees()).toEqual([]);
  });

  it('says the same in JSON, also where there is no git, with packages that are installed', async () => {
    await using model = await scriptedModelServer([
      (request) =>
        oneIsRight(request).replace('export const add', "import { zero } from 'zero';\\nexport const add").replace('a + b', 'a + b + zero'),
    ]);
    const zero = {
      'package.json': '{"name":"zero","version":"1.0.0","type":"module","main":"index.js"}',
      'index.js': 'export const zero = 0;\n',
    };
    await home.write({
      ...nodeProject,
      ...Object.fromEntries(Object.entries(zero).map(([name, text]) => [`project/node_modules/zero/${name}`, text])),
    });

    const { code, events } = await artemis(home, ['run', '--developers', '3', '--json', 'add'], { env: modelAt(model.baseUrl) });

    expect(code).toBe(0);
    expect(of(events, 'developer.chosen')).toMatchObject([{ developer: 'dev-2', model: expect.any(String), reason: expect.any(String) }]);
    expect(
      of(events, 'developer.ended')
        .map(({ developer, outcome }) => `${String(developer)} ${String(outcome)}`)
        .toSorted(),
    ).toEqual(['dev-1 not-passed', 'dev-2 passed', 'dev-3 not-passed']);
    expect(
      of(events, 'model.answered')
        .map(({ developer }) => String(developer))
        .toSorted(),
    ).toEqual(['dev-1', 'dev-2', 'dev-3']);
    expect(events.at(-1)).toMatchObject({ type: 'run.completed', result: { status: 'succeeded', verified: true, degraded: [] } });
    expect(await leftTrees()).toEqual([]);
  });

  it.skipIf(!hasPytest)('judges each copy by the real pytest of a Python project (needs pytest)', async () => {
    const python = (sign: string): string =>
      JSON.stringify({
        approach: 'add two numbers',
        implementation: { filename: 'add.py', content: `def add(a, b):\n    return a ${sign} b\n` },
        tests: { filename: 'tests/test_add.py', content: 'from add import add\n\n\ndef test_adds():\n    assert add(2, 3) == 5\n' },
      });
    await using model = await scriptedModelServer([(request) => python(textOf(request).includes('first write tests') ? '+' : '-')]);
    await home.write({
      'project/pyproject.toml': '[project]\nname = "sum"\nversion = "1"\n[tool.pytest.ini_options]\npythonpath = ["."]\n',
    });

    const { code, events } = await artemis(home, ['run', '--developers', '2', '--json', 'add'], { env: modelAt(model.baseUrl) });

    expect(code).toBe(0);
    expect(of(events, 'developer.chosen')).toMatchObject([{ developer: 'dev-2' }]);
    expect(of(events, 'developer.ended').map(({ reason }) => String(reason))).toEqual(
      expect.arrayContaining([expect.stringContaining('1 of 1 tests failed'), expect.stringContaining('1 of 1 tests passed')]),
    );
    expect(events.at(-1)).toMatchObject({ result: { status: 'succeeded', verified: true } });
  });

  it('is resumed with the same developers, and what they were answered is not asked again', async () => {
    let asked = 0;
    const silent = replies.hang();
    await using model = await faultServer([
      {
        name: 'by prompt',
        send(response, request) {
          asked++;
          const isFirst = request.body.includes('first write tests');
          if (isFirst && asked < 3) silent.send(response, request);
          else replies.streamed(isFirst ? goodAnswer : wrongAnswer).send(response, request);
        },
      },
    ]);
    await home.write(nodeProject);
    commitProject();
    const run = start(home, ['run', '--developers', '2', '--json', 'add'], { env: modelAt(model.baseUrl) });
    await run.says('"type":"developer.ended"');
    await model.received(2);
    run.child.kill('SIGKILL');
    await run.ended;
    expect((await leftTrees()).length).toBeGreaterThan(0);
    const [runId = ''] = await readdir(join(home.state, 'runs'));
    const before = asked;
    expect(JSON.parse((await artemis(home, ['gc', '--dry-run', '--json'])).stdout)).toMatchObject({ removed_trees: 1 });

    const { code, events } = await artemis(home, ['resume', runId, '--json'], { env: modelAt(model.baseUrl) });

    expect(code).toBe(0);
    expect(of(events, 'developer.chosen')).toMatchObject([{ developer: 'dev-2' }]);
    expect(of(events, 'model.answered').filter(({ replayed }) => replayed === true).length).toBeGreaterThan(0);
    expect(asked - before).toBe(1);
    // R03: what the killed process had left is gone.
    expect(await leftTrees()).toEqual([]);
    expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
  });

  it('R01: leaves no work tree behind when it is stopped with Ctrl-C', async () => {
    await using model = await faultServer([replies.hang()]);
    await home.write(nodeProject);
    commitProject();
    const run = start(home, ['run', '--developers', '4', '--json', 'add'], { env: modelAt(model.baseUrl) });
    await model.received(4);
    expect(await leftTrees()).toHaveLength(4);

    run.child.kill('SIGINT');
    const { code } = await run.ended;

    expect(code).toBe(130);
    expect(await leftTrees()).toEqual([]);
    expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
  });

  it('takes developers from the configuration, and another agent by its command with the variables it names', async () => {
    await using model = await scriptedModelServer([wrongAnswer]);
    await home.write(nodeProject);
    const code = `const fs = require('node:fs');
fs.mkdirSync('src', { recursive: true }); fs.mkdirSync('test', { recursive: true });
fs.writeFileSync('src/add.js', 'export const add = (a, b) => a + b;\\n');
fs.writeFileSync('test/add.test.js', ${JSON.stringify((JSON.parse(goodAnswer) as { tests: { content: string } }).tests.content)});
console.error(process.env.OTHER_API_KEY); if (process.env.HIDDEN) process.exit(1);`;
    const wrap = [{ name: 'other', command: ['node', '-e', code, '{task}'], env: ['OTHER_API_KEY', 'NOT_SET'] }];
    await home.write({ 'config/artemis/config.json': JSON.stringify({ plugins: { supervision: { developers: 1, wrap } } }) });
    const env = { ...modelAt(model.baseUrl), OTHER_API_KEY: 'canary-0123456789', HIDDEN: 'yes' };

    const { code: exitCode, events, stdout, stderr } = await artemis(home, ['run', '--json', '-v', 'add'], { env });

    expect(exitCode).toBe(0);
    expect(of(events, 'developer.chosen')).toMatchObject([{ developer: 'other', model: null }]);
    expect(stdout + stderr).not.toContain('canary-0123456789');
  });

  it('employs nobody where it works for another Artemis, and says so', async () => {
    await using model = await scriptedModelServer([goodAnswer]);
    const env = { ...modelAt(model.baseUrl), ARTEMIS_WRAPPED: '1' };

    const { code, events, stderr } = await artemis(home, ['run', '--developers', '3', '--json', 'add'], { env });

    expect(code).toBe(0);
    expect(stderr).toContain('Supervision is switched off (ARTEMIS_WRAPPED)');
    expect(of(events, 'developer.started')).toEqual([]);
    expect(of(events, 'plugin.loaded').map(({ plugin }) => plugin)).not.toContain('@artemis/supervision');
    expect(model.requests).toHaveLength(1);
  });

  it.each([[['--developers', '0']], [['--developers', '17']], [['--developers', 'many']], [['--developers', '2', '--first', '--parts']]])(
    'P02: refuses %j',
    async (options) => {
      expect((await artemis(home, ['run', ...options, 'add'])).code).toBe(2);
    },
  );

  it('S31: a project cannot name a command, or where copies are made', async () => {
    await using model = await scriptedModelServer([untested]);
    const wrap = [{ name: 'evil', command: ['touch', 'owned'] }];
    await home.write({
      'project/artemis.config.json': JSON.stringify({ plugins: { supervision: { wrap, treesDir: '/' } } }),
    });
    await mkdir(join(home.folder, 'elsewhere'));
    await writeFile(join(home.folder, 'elsewhere/secret.txt'), 'canary');
    await symlink(join(home.folder, 'elsewhere'), join(home.project, 'node_modules'));

    const { code, events, stderr } = await artemis(home, ['run', '--developers', '2', '--json', 'add'], { env: modelAt(model.baseUrl) });

    expect(code).toBe(0);
    expect(stderr).toContain('plugin supervision');
    expect(of(events, 'developer.started').map(({ developer }) => developer)).toEqual(['dev-1', 'dev-2']);
    expect(await readFile(join(home.folder, 'elsewhere/secret.txt'), 'utf8')).toBe('canary');
    expect(JSON.stringify(model.requests.map(textOf))).not.toContain('canary');
  });
});
