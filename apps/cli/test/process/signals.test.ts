import { faultServer, replies, survivors } from '@artemis/tooling-testkit';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { goodAnswer, modelAt } from '../support/answers.ts';
import { artemis, start, type Started } from '../support/artemis.ts';
import { openHome, type Home } from '../support/home.ts';

let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home[Symbol.asyncDispose]());

/** A run that waits for a model that never answers. */
async function waitingRun(baseUrl: string, ...options: readonly string[]): Promise<Started> {
  const run = start(home, ['run', 'add', '-v', ...options], { env: modelAt(baseUrl) });
  await run.says('ask ');
  return run;
}

it('R01: Ctrl-C saves the run, ends with 130 within 3 seconds, and resume knows it', async () => {
  await using model = await faultServer([replies.hang()]);
  const run = await waitingRun(model.baseUrl, '--json');
  const startMs = performance.now();

  run.child.kill('SIGINT');
  const { code, events } = await run.ended;
  const tookMs = performance.now() - startMs;
  const resumable = JSON.parse((await artemis(home, ['resume', '--json'])).stdout) as { readonly runs: readonly unknown[] };

  expect(model.requests.length).toBeGreaterThan(0);
  expect(tookMs).toBeLessThan(3_000);
  expect(code).toBe(130);
  expect(events.at(-1)).toMatchObject({
    type: 'run.failed',
    result: { status: 'cancelled', exit_code: 130, error: { code: 'ARTEMIS_E_CANCELLED' } },
  });
  expect(resumable.runs).toMatchObject([{ run_id: events[0]?.run_id, status: 'cancelled' }]);
});

it.each([
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('R02: %s ends with %i, and JSON Lines still get their last line', async (signal, exitCode) => {
  await using model = await faultServer([replies.hang()]);
  const run = await waitingRun(model.baseUrl, '--json');

  run.child.kill(signal);
  const { code, events } = await run.ended;

  expect(code).toBe(exitCode);
  expect(events.at(-1)).toMatchObject({ type: 'run.failed', result: { status: 'cancelled', exit_code: exitCode } });
});

it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('R02: %s leaves no test of the project running', async (signal) => {
  const word = `survivor-${process.pid}-${signal}`;
  await using model = await faultServer([replies.streamed(goodAnswer)]);
  await home.write({
    'project/package.json': JSON.stringify({ name: 'x', type: 'module', scripts: { test: `node wait.js ${word}` } }),
    'project/wait.js': `import { writeFileSync } from 'node:fs';\nwriteFileSync('begun', '');\nsetInterval(() => {}, 1000);\n`,
  });
  const run = start(home, ['run', 'add', '--json'], { env: modelAt(model.baseUrl) });
  await vi.waitFor(() => expect(survivors(word)).not.toEqual([]), { timeout: 20_000 });

  run.child.kill(signal);
  await run.ended;

  await vi.waitFor(() => expect(survivors(word)).toEqual([]), { timeout: 5_000 });
});

it('R01: a second Ctrl-C ends at once, and what is on record stays readable', async () => {
  await using model = await faultServer([replies.hang()]);
  const run = await waitingRun(model.baseUrl, '--json');

  run.child.kill('SIGINT');
  run.child.kill('SIGINT');
  const { code, events } = await run.ended;
  const shown = await artemis(home, ['runs', 'show', events[0]?.run_id ?? '']);

  expect(code).toBe(130);
  expect(events.at(-1)).toMatchObject({ type: 'run.failed', result: { error: { code: 'ARTEMIS_E_CANCELLED' } } });
  expect(shown.code).toBe(0);
});

it('R03: a run that was killed is listed as unfinished', async () => {
  await using model = await faultServer([replies.hang()]);
  const run = await waitingRun(model.baseUrl, '--json');

  run.child.kill('SIGKILL');
  const { signal } = await run.ended;
  const { stdout } = await artemis(home, ['resume', '--json']);

  expect(signal).toBe('SIGKILL');
  expect(JSON.parse(stdout)).toMatchObject({ runs: [{ status: 'unfinished' }] });
});
