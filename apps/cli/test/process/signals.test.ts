import { faultServer, replies } from '@artemis/tooling-testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { modelAt } from '../support/answers.ts';
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
  const resumable = JSON.parse((await artemis(home, ['resume', '--json'])).stdout) as { readonly runs: readonly unknown[] };

  expect(model.requests.length).toBeGreaterThan(0);
  expect(performance.now() - startMs).toBeLessThan(5_000);
  expect(code).toBe(130);
  expect(events.at(-1)).toMatchObject({
    type: 'run.failed',
    result: { status: 'cancelled', exit_code: 130, error: { code: 'ARTEMIS_E_CANCELLED' } },
  });
  expect(resumable.runs).toMatchObject([{ run_id: events[0]?.run_id, status: 'cancelled' }]);
});

it('R02: SIGTERM ends with 143, and JSON Lines still get their last line', async () => {
  await using model = await faultServer([replies.hang()]);
  const run = await waitingRun(model.baseUrl, '--json');

  run.child.kill('SIGTERM');
  const { code, events } = await run.ended;

  expect(code).toBe(143);
  expect(events.at(-1)).toMatchObject({ type: 'run.failed', result: { status: 'cancelled', exit_code: 143 } });
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
