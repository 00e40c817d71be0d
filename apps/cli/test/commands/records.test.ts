import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
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

/** Does a run and gives its id. */
async function doRun(...options: readonly string[]): Promise<string> {
  await using model = await scriptedModelServer([goodAnswer]);
  const { events } = await artemis(home, ['run', 'add two numbers', '--json', ...options], { env: modelAt(model.baseUrl) });
  return events[0]?.run_id ?? '';
}

it('undo takes back what a run has changed, and doing it again changes nothing', async () => {
  const runId = await doRun('--profile', 'minimal');
  const before = await readdir(home.project);

  const undone = await artemis(home, ['undo', runId]);
  const again = await artemis(home, ['undo', runId, '--json']);

  expect(before).toEqual(['src', 'test']);
  expect(undone).toMatchObject({ code: 0, stdout: expect.stringContaining('restored  src/add.js') });
  expect(again.code).toBe(0);
  await expect(stat(join(home.project, 'src/add.js'))).rejects.toMatchObject({ code: 'ENOENT' });
});

it('undo keeps a file that was changed since, says so, and ends with 1', async () => {
  const runId = await doRun('--profile', 'minimal');
  await writeFile(join(home.project, 'src/add.js'), '// mine\n');

  const { code, stdout } = await artemis(home, ['undo', runId, '--json']);

  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual({ version: 1, run_id: runId, restored: ['test/add.test.js'], kept_because_changed: ['src/add.js'] });
  expect(await readFile(join(home.project, 'src/add.js'), 'utf8')).toBe('// mine\n');
});

it('runs lists runs, newest first, and show prints one again', async () => {
  const first = await doRun('--profile', 'minimal');
  const second = await doRun('--profile', 'minimal');

  const list = JSON.parse((await artemis(home, ['runs', '--json'])).stdout) as { readonly runs: readonly { readonly run_id: string }[] };
  const table = await artemis(home, ['runs']);
  const shown = await artemis(home, ['runs', 'show', first]);
  const document = JSON.parse((await artemis(home, ['runs', 'show', first, '--json'])).stdout) as {
    readonly events: readonly { readonly type: string }[];
  };

  expect(list.runs.map(({ run_id }) => run_id)).toEqual([second, first]);
  expect(list.runs[0]).toMatchObject({ status: 'unverified', task: 'add two numbers', project_dir: home.project });
  expect(table.stdout.split('\n')).toHaveLength(4);
  expect(shown.stdout).toContain('create   src/add.js');
  expect(document.events.at(-1)).toMatchObject({ type: 'run.completed' });
});

it('K19: resume of a run that has ended does nothing, says so, and ends with 0', async () => {
  const runId = await doRun('--profile', 'minimal');
  const plain = await artemis(home, ['resume', runId]);
  const json = await artemis(home, ['resume', runId, '--json']);

  expect([plain.code, json.code]).toEqual([0, 0]);
  expect(plain.stderr).toContain(`Run ${runId} has ended: unverified.`);
  expect(JSON.parse(json.stdout)).toMatchObject({ type: 'run.completed', run_id: runId });
});

it('gc removes runs that have ended, and never one that can be gone on with', async () => {
  const ended = await doRun('--profile', 'minimal');
  const open = await artemis(home, ['run', 'x', '--json', '--profile', 'minimal'], { env: modelAt('http://127.0.0.1:9/v1') });
  const size = ['--max-size', '0.001kB', '--json'];

  const nothing = JSON.parse((await artemis(home, ['gc', '--json'])).stdout) as object;
  const trial = JSON.parse((await artemis(home, ['gc', '--dry-run', ...size])).stdout) as object;
  const removed = JSON.parse((await artemis(home, ['gc', ...size])).stdout) as object;
  const left = JSON.parse((await artemis(home, ['runs', '--json'])).stdout) as object;

  expect(open.code).toBe(69);
  expect(nothing).toMatchObject({ removed: [], kept: 2, kept_open: 1 });
  expect(trial).toMatchObject({ dry_run: true, removed: [{ run_id: ended }] });
  expect(removed).toMatchObject({ dry_run: false, removed: [{ run_id: ended }], kept: 1, kept_open: 1 });
  expect(left).toMatchObject({ runs: [{ run_id: open.events[0]?.run_id, status: 'failed' }] });
});

it('ends with 2 for a run that does not exist', async () => {
  const codes = await Promise.all(
    [
      ['undo', 'zzzzzz'],
      ['runs', 'show', '../../etc'],
      ['resume', 'zzzzzz'],
      ['metrics', 'zzzzzz'],
    ].map(async (args) => (await artemis(home, args)).code),
  );

  expect(codes).toEqual([2, 2, 2, 2]);
});

it('metrics prints what was counted in the last run; runs in minimal mode have none', async () => {
  await home.write(nodeProject);
  const none = await artemis(home, ['metrics']);
  const runId = await doRun();
  const document = JSON.parse((await artemis(home, ['metrics', '--json'])).stdout) as {
    readonly run_id: string;
    readonly counters: readonly { readonly name: string }[];
  };
  const table = await artemis(home, ['metrics', runId]);

  expect(none.code).toBe(2);
  expect(document.run_id).toBe(runId);
  expect(document.counters.map(({ name }) => name)).toContain('artemis.runs');
  expect(table.stdout).toMatch(/artemis\.model\.duration_ms\{model=.*\} +1 /);
});

it('R11: keeps its records for their owner only, whatever the umask', async () => {
  const runId = await doRun('--profile', 'minimal');
  const folder = join(home.state, 'runs', runId);

  expect((await stat(folder)).mode & 0o77).toBe(0);
  expect((await stat(join(folder, 'journal.jsonl'))).mode & 0o77).toBe(0);
});

it('runs explain names the first cause of what went wrong', async () => {
  const fine = await doRun('--profile', 'minimal');
  const broken = await artemis(home, ['run', 'add', '--json'], { env: { ...modelAt('http://127.0.0.1:9/v1') } });
  const runId = broken.events[0]?.run_id ?? '';

  const [quiet, told, document] = await Promise.all([
    artemis(home, ['runs', 'explain', fine]),
    artemis(home, ['runs', 'explain', runId]),
    artemis(home, ['runs', 'explain', runId, '--json']),
  ]);

  expect(quiet).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing went wrong.') });
  expect(told.stdout).toContain('First cause');
  expect(JSON.parse(document.stdout)).toMatchObject({
    run_id: runId,
    first_cause: { text: expect.stringContaining('failed') },
    chains: expect.any(Array),
  });
});

it('a record with one flipped bit is shown, explained and verified as damaged, and resumed', async () => {
  const runId = await doRun('--profile', 'minimal');
  const path = join(home.state, 'runs', runId, 'journal.jsonl');
  const bytes = await readFile(path);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(path, bytes);

  const told = await Promise.all(['show', 'explain', 'verify'].map((command) => artemis(home, ['runs', command, runId])));
  const documents = await Promise.all(['show', 'explain', 'verify'].map((command) => artemis(home, ['runs', command, runId, '--json'])));
  const listed = await artemis(home, ['runs']);
  await using model = await scriptedModelServer([goodAnswer]);
  const resumed = await artemis(home, ['resume', runId, '--json'], { env: modelAt(model.baseUrl) });

  expect(told.map(({ code }) => code)).toEqual([0, 0, 1]);
  for (const { stdout } of told) expect(stdout).toContain('is damaged and is left out here');
  for (const { stdout } of documents) expect(JSON.parse(stdout)).toMatchObject({ damage: 'corrupt' });
  expect(listed.stdout).toContain('unfinished, damaged');
  expect(resumed.code).toBe(0);
  expect(resumed.events.at(-1)).toMatchObject({
    result: { warnings: expect.arrayContaining([expect.stringContaining('corrupt')]) as unknown },
  });
});
