import { join } from 'node:path';
import { scriptedModelServer } from '@artemis/tooling-testkit';
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { goodAnswer, modelAt } from '../support/answers.ts';
import { artemis } from '../support/artemis.ts';
import { openHome, type Home } from '../support/home.ts';

let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home[Symbol.asyncDispose]());

/** Packages from outside, and files of our own, that a command loads. */
async function loadedBy(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly packages: readonly string[]; readonly modules: readonly string[] }> {
  const trace = join(home.folder, 'trace.mjs');
  const list = join(home.folder, 'loaded.txt');
  await home.write({
    'trace.mjs': `import { registerHooks } from 'node:module';
import { appendFileSync } from 'node:fs';
registerHooks({ load(url, context, next) { appendFileSync(process.env.LOADED, url + '\\n'); return next(url, context); } });
`,
  });
  const { code } = await artemis(home, args, { env: { ...env, LOADED: list }, node: ['--import', trace] });
  const modules = (await readFile(list, 'utf8')).trimEnd().split('\n');
  const names = modules.flatMap(
    (url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? /\/packages\/([^/]+)\/dist\//.exec(url)?.[1] ?? [],
  );
  return { code, packages: [...new Set(names)].toSorted(), modules };
}

describe('what is loaded', () => {
  it('for --version: no package at all', async () => {
    expect(await loadedBy(['--version'])).toMatchObject({ code: 0, packages: [] });
  });

  it('for --help: the parser, and what reads durations', async () => {
    expect(await loadedBy(['run', '--help'])).toMatchObject({ code: 0, packages: ['commander', 'ms'] });
  });

  it('for a minimal run: core with what it is made of, and no plugin', async () => {
    await using model = await scriptedModelServer([goodAnswer]);

    const { code, packages } = await loadedBy(['run', 'add', '--profile', 'minimal'], modelAt(model.baseUrl));

    expect(code).toBe(0);
    expect(
      packages.filter((name) => !['commander', 'core', 'jsonrepair', 'ms', 'openai', 'parse-ms', 'pretty-ms', 'zod'].includes(name)),
    ).toEqual([]);
    expect(packages).toContain('openai');
  });
});

describe('the command line', () => {
  it('prints help to stdout and ends with 0', async () => {
    const [help, nothing] = await Promise.all([artemis(home, ['--help']), artemis(home, [])]);

    expect([help.code, nothing.code, help.stderr, nothing.stderr]).toEqual([0, 0, '', '']);
    expect(nothing.stdout).toBe(help.stdout);
  });

  it('P01: refuses unknown commands and options with 2 and the nearest one', async () => {
    const [command, option] = await Promise.all([artemis(home, ['rnu', 'x']), artemis(home, ['run', 'x', '--jsno'])]);

    expect([command.code, option.code]).toEqual([2, 2]);
    expect(command.stderr).toContain('(Did you mean run?)');
    expect(option.stderr).toContain('(Did you mean --json?)');
  });

  it('P02: refuses times without a unit, of nothing, and below nothing with 2, as a last line of JSON too', async () => {
    for (const value of ['30', '0s', '-5m', 'NaN', '1e12']) {
      const { code, events } = await artemis(home, ['run', 'x', '--json', `--timeout=${value}`]);
      expect({ value, code }).toEqual({ value, code: 2 });
      expect(events).toMatchObject([{ type: 'run.failed', result: { error: { code: 'ARTEMIS_E_USAGE' } } }]);
    }
  });

  it('P08: refuses --quiet with --verbose', async () => {
    expect(await artemis(home, ['runs', '-q', '-v'])).toMatchObject({ code: 2 });
  });

  it('P02: names file, line and value of a configuration that is wrong', async () => {
    await home.write({ 'project/artemis.yaml': 'profile: standard\nstrict: "false"\n' });

    const { code, stderr } = await artemis(home, ['run', 'x'], { env: modelAt('http://127.0.0.1:9/v1') });

    expect(code).toBe(2);
    expect(stderr).toContain(`${join(home.project, 'artemis.yaml')}:2: "strict" is "false"`);
  });
});
