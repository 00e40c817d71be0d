import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faultServer, replies, scriptedModelServer } from '@artemis/tooling-testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { goodAnswer, modelAt, nodeProject, wrongAnswer } from '../support/answers.ts';
import { artemis, start } from '../support/artemis.ts';
import { openHome, type Home } from '../support/home.ts';
import { installedWithout } from '../support/installed-alone.ts';

let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home[Symbol.asyncDispose]());

describe('enable and disable', () => {
  it('count in a run under way from its next call', async () => {
    await home.write(nodeProject);
    await using model = await faultServer([replies.hang(), replies.streamed(goodAnswer)]);
    const run = start(home, ['run', 'add', '--json'], { env: modelAt(model.baseUrl) });
    await model.received(1);

    const disabled = await artemis(home, ['disable', 'build_system', '--json']);
    await run.says('build is switched off by hand');
    run.child.kill('SIGINT');
    const { events } = await run.ended;

    expect(JSON.parse(disabled.stdout)).toMatchObject({ component: 'build', switched: 'off', effective: false });
    expect(events[0]).toMatchObject({ type: 'run.started' });
  });

  it('hold for runs to come, until enabled again', async () => {
    await home.write(nodeProject);
    await using model = await scriptedModelServer([goodAnswer]);
    const lastEvent = async (): Promise<unknown> =>
      (await artemis(home, ['run', 'add', '--json'], { env: modelAt(model.baseUrl) })).events.at(-1);

    await artemis(home, ['disable', 'build']);
    const without = await lastEvent();
    const flags = JSON.parse((await artemis(home, ['flags', '--json'])).stdout) as { readonly flags: readonly object[] };
    await artemis(home, ['enable', 'build']);
    const withIt = await lastEvent();

    expect(without).toMatchObject({ result: { status: 'unverified', build: { status: 'not-built' }, degraded: [] } });
    expect(flags.flags).toContainEqual(expect.objectContaining({ flag: 'enableBuild', value: false, source: 'artemis disable' }));
    expect(withIt).toMatchObject({ result: { build: { command: expect.stringContaining('node --test') } } });
  });

  it('refuse what is no component, with the nearest that is', async () => {
    const { code, stderr } = await artemis(home, ['disable', 'biuld']);

    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean "build"?');
  });

  it('say when a profile keeps a component off all the same', async () => {
    const { code, stdout } = await artemis(home, ['enable', 'rag', '--profile', 'minimal']);

    expect({ code, stdout }).toEqual({ code: 0, stdout: '! rag is switched on, but stays off here: profile minimal says so\n' });
  });

  it('P04: broken switches are an error, never all on', async () => {
    await home.write({ 'config/artemis/switches.json': '{"off": {' });
    await using model = await scriptedModelServer([goodAnswer]);

    const { code, events } = await artemis(home, ['run', 'add', '--json'], { env: modelAt(model.baseUrl) });

    expect(code).toBe(2);
    expect(events.at(-1)).toMatchObject({ type: 'run.failed', result: { error: { code: 'ARTEMIS_E_CONFIG' } } });
    expect(model.requests).toEqual([]);
  });
});

describe('health', () => {
  it('asks the model and the build, and ends with 0', async () => {
    await using model = await faultServer([replies.hang()], {
      models: replies.body(200, { object: 'list', data: [{ id: 'gpt-5.1', object: 'model' }] }),
    });

    const { code, stdout } = await artemis(home, ['health', '--json'], { env: modelAt(model.baseUrl) });
    const document = JSON.parse(stdout) as { readonly status: string; readonly checks: Readonly<Record<string, readonly object[]>> };

    expect(code).toBe(0);
    expect(document.checks['llm:state']).toMatchObject([{ status: 'pass', observedValue: 'healthy', probed: true }]);
    expect(Object.keys(document.checks)).toContain('build:state');
    expect(model.fired.get('status 200')).toBe(1);
  });

  it('ends with 1 when nobody can serve, as a table with words for each state', async () => {
    const { code, stdout } = await artemis(home, ['health']);

    expect(code).toBe(1);
    expect(stdout).toMatch(/^fail {2}1 of \d+ components$/m);
    expect(stdout).toMatch(/^llm +fail +- +- +- +no model is configured/m);
  });

  it('makes a warning 3 under --strict', async () => {
    await home.write({ 'config/artemis/config.yaml': 'plugins:\n  nowhere-to-be-found: true\n' });
    await using model = await faultServer([replies.hang()], {
      models: replies.body(200, { object: 'list', data: [{ id: 'gpt-5.1', object: 'model' }] }),
    });

    const codes = await Promise.all(
      [[], ['--strict']].map(async (more) => (await artemis(home, ['health', ...more], { env: modelAt(model.baseUrl) })).code),
    );

    expect(codes).toEqual([0, 3]);
  });

  it('goes on under --watch until it is ended', async () => {
    const run = start(home, ['health', '--watch']);

    await run.says('COMPONENT');
    run.child.kill('SIGTERM');

    expect(await run.ended).toMatchObject({ signal: 'SIGTERM' });
  });
});

describe('plugins', () => {
  it('lists what was loaded and what was refused, with what to do', async () => {
    await home.write({ 'config/artemis/config.yaml': 'plugins:\n  nowhere-to-be-found: true\n' });

    const { code, stdout } = await artemis(home, ['plugins', '--json']);

    expect(code).toBe(0);
    const { plugins } = JSON.parse(stdout) as { readonly plugins: readonly { readonly name: string }[] };
    expect(plugins.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['@artemis/build', '@artemis/review', '@artemis/reasoning', 'nowhere-to-be-found']),
    );
    expect(plugins[0]).toMatchObject({ name: '@artemis/build', status: 'loaded', capabilities: ['build'] });
    expect(plugins.at(-1)).toMatchObject({
      name: 'nowhere-to-be-found',
      status: 'refused',
      code: 'ARTEMIS_E_PLUGIN_MISSING',
      hint: expect.stringContaining('npm install'),
    });
  });

  it('P08: a profile that names an absent plugin degrades the run, and says how to install it', async () => {
    await home.write({ 'project/mine.yaml': 'enabled_components: [knowledge_graph]\n' });
    await using model = await scriptedModelServer([goodAnswer]);

    const { code, events, stderr } = await artemis(home, ['run', 'add', '--json', '--profile', './mine.yaml'], {
      env: modelAt(model.baseUrl),
      command: await installedWithout(home, ['kg']),
    });

    expect(code).toBe(0);
    expect(stderr).toContain('npm install @artemis/kg');
    expect(events.at(-1)).toMatchObject({
      type: 'run.completed',
      result: { degraded: [{ component: 'kg', code: 'ARTEMIS_E_PLUGIN_MISSING' }] },
    });
  });

  it('a package of ours that is broken is on record once, under its own name', async () => {
    await home.write({
      'project/mine.yaml': 'enabled_components: [knowledge_graph]\n',
      'installed/node_modules/@artemis/kg/package.json': '{"name":"@artemis/kg","type":"module","exports":"./index.js"}',
      'installed/node_modules/@artemis/kg/index.js': "import './gone.js';\n",
    });
    await using model = await scriptedModelServer([goodAnswer]);

    const { events } = await artemis(home, ['run', 'add', '--json', '--profile', './mine.yaml'], {
      env: modelAt(model.baseUrl),
      command: await installedWithout(home, ['kg']),
    });

    expect(events.filter(({ type }) => type === 'component.degraded')).toMatchObject([{ degradation: { component: '@artemis/kg' } }]);
    expect(events.at(-1)).toMatchObject({ result: { degraded: [{ component: '@artemis/kg' }] } });
  });

  it('of a project run none of their code before it is trusted, and again none after an edit', async () => {
    const marker = join(home.folder, 'ran');
    await home.write({
      'project/node_modules/artemis-plugin-evil/package.json': '{"name":"artemis-plugin-evil","type":"module","exports":"./index.js"}',
      'project/node_modules/artemis-plugin-evil/index.js': `import { appendFileSync } from 'node:fs';\nappendFileSync(${JSON.stringify(marker)}, 'x');\nexport default () => ({ name: 'artemis-plugin-evil', apiVersion: 1, setup() {} });\n`,
      'project/artemis.yaml': 'plugins:\n  evil: true\n',
      ran: '',
    });
    const ran = async (): Promise<number> => (await artemis(home, ['plugins']), (await readFile(marker, 'utf8')).length);

    const before = await ran();
    await artemis(home, ['trust']);
    const trusted = await ran();
    await writeFile(join(home.project, 'artemis.yaml'), 'plugins:\n  evil: true\nstrict: false\n');
    const edited = await ran();

    expect([before, trusted, edited]).toEqual([0, 1, 1]);
  });
});

it('ends with 77 when a sandbox is required and there is none', async () => {
  await home.write({
    ...nodeProject,
    'config/artemis/config.yaml': 'plugins:\n  build:\n    sandbox: require\n',
    'bin/bwrap': '#!/bin/sh\nexit 1\n',
  });
  await chmod(join(home.folder, 'bin/bwrap'), 0o755);
  await using model = await scriptedModelServer([wrongAnswer]);

  const { code, events } = await artemis(home, ['run', 'add', '--json'], {
    env: { ...modelAt(model.baseUrl), PATH: `${join(home.folder, 'bin')}:${home.env['PATH'] ?? ''}` },
  });

  expect(code).toBe(77);
  expect(events.at(-1)).toMatchObject({ type: 'run.failed', result: { status: 'refused' } });
});
