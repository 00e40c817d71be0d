import { execFile, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { scriptedModelServer } from '@artemis/tooling-testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { goodAnswer, modelAt } from '../support/answers.ts';
import { artemis, bin } from '../support/artemis.ts';
import { openHome, type Home } from '../support/home.ts';

const run = promisify(execFile);
let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home[Symbol.asyncDispose]());

/** A line of shell with `$NODE` and `$BIN` in it. */
const shell = (line: string, env: Readonly<Record<string, string>> = {}): Promise<{ readonly stdout: string; readonly stderr: string }> =>
  run('sh', ['-c', line], { cwd: home.project, env: { ...home.env, ...env, NODE: process.execPath, BIN: bin } });

it('R07: goes on quietly when the reader of its lines leaves', async () => {
  await using model = await scriptedModelServer([goodAnswer]);

  const { stdout, stderr } = await shell(
    '{ "$NODE" "$BIN" run add --profile minimal --json; echo "exit $?" >&2; } | head -1',
    modelAt(model.baseUrl),
  );

  expect(JSON.parse(stdout)).toMatchObject({ type: 'run.started' });
  expect(stderr).toContain('exit 0');
  expect(stderr).not.toContain('EPIPE');
});

it('R07: goes on when the reader of its progress leaves', async () => {
  await using model = await scriptedModelServer([goodAnswer]);

  const { stdout } = await shell('{ "$NODE" "$BIN" run add --profile minimal --json 2>&1 >&3 | true; } 3>&1', modelAt(model.baseUrl));

  expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ type: 'run.completed' });
});

it('R06: does the same with a stdin that is closed, full, or open and silent', async () => {
  await using model = await scriptedModelServer([goodAnswer]);
  const line = '"$NODE" "$BIN" run add --profile minimal --json 2>/dev/null';
  const silent = spawn(process.execPath, [bin, 'run', 'add', '--profile', 'minimal'], {
    cwd: home.project,
    env: { ...home.env, ...modelAt(model.baseUrl) },
    stdio: ['pipe', 'ignore', 'ignore'],
  });

  expect(await once(silent, 'close')).toEqual([0, null]);
  for (const stdin of [`${line} <&-`, `yes | ${line}`]) {
    const { stdout } = await shell(stdin, modelAt(model.baseUrl));
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ type: 'run.completed', result: { exit_code: 0 } });
  }
});

// The device that is always full exists on Linux only.
it.runIf(process.platform === 'linux')('ends with 74 when its data cannot be written', async () => {
  const child = spawn(process.execPath, [bin, 'flags', '--json'], {
    env: home.env,
    cwd: home.project,
    stdio: ['ignore', openSync('/dev/full', 'w'), 'ignore'],
  });

  expect(await once(child, 'close')).toEqual([74, null]);
});

it('R10: says so when its folder is gone', async () => {
  const { stderr } = await shell('mkdir gone && cd gone && rmdir ../gone && "$NODE" "$BIN" runs; echo "exit $?" >&2');

  expect(stderr).toContain('exit 2');
  expect(stderr).toContain('folder does not exist');
});

it('prints no cursor control into a pipe, and colour only when forced', async () => {
  const [plain, forced] = await Promise.all([artemis(home, ['run', 'add']), artemis(home, ['run', 'add'], { env: { FORCE_COLOR: '1' } })]);

  expect(plain.stderr).not.toContain('\u001b');
  expect(forced.stderr).toContain('\u001b[31m');
});
