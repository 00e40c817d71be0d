import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import { FeatureFlags } from '../../src/flags/feature-flags.ts';
import type { ReviewReport } from '../../src/task/review-report.ts';
import type { RunResult } from '../../src/task/run-result.ts';
import { scriptedLlm, scriptedVendor, type ScriptedLlm } from '../../src/testing/scripted-llm.ts';
import { makeHome, work, type Home } from './asking.ts';
import { builder, green, plug, red, type Primaries } from './with-components.ts';

const approved: ReviewReport = { status: 'approved', findings: [], summary: 'fine' };
const blocked: ReviewReport = {
  status: 'changes-requested',
  summary: 'one blocking finding',
  findings: [{ path: 'add.js', line: 1, severity: 'blocking', message: 'wrong' }],
};
const down = { review: () => Promise.reject(new Error('no reviewer today')) };

describe('a run that must be reviewed', () => {
  let home: Home;
  let artemis: Artemis;
  let llm: ScriptedLlm;

  beforeEach(async () => {
    home = await makeHome();
  });
  afterEach(async () => {
    await artemis.close();
    await home[Symbol.asyncDispose]();
  });

  async function start(parts: Primaries, flags = FeatureFlags.defaults()): Promise<void> {
    llm = scriptedLlm(work());
    artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: join(home.path, 'state'), flags });
    await artemis.loadPlugin(scriptedVendor(llm));
    await plug(artemis, { build: builder(green), ...parts });
  }
  const run = (requireReview: boolean): Promise<RunResult> =>
    artemis.executeTask({ text: 'add two numbers', projectDir: home.projectDir, requireReview });

  it('is accepted when the review approves', async () => {
    await start({ review: { review: async () => approved } });
    expect(await run(true)).toMatchObject({ status: 'succeeded', exitCode: 0, review: approved });
  });

  it('K72: is not accepted when every reviewer is dead, keeps its work, and says why', async () => {
    await start({ review: down });
    const result = await run(true);
    expect(result).toMatchObject({
      status: 'failed',
      verified: false,
      exitCode: 1,
      error: { code: 'ARTEMIS_E_NOT_APPROVED' },
      review: { status: 'unreviewed', summary: 'Nobody has reviewed the change: no reviewer today.' },
      files: [{ path: 'add.js' }, { path: 'add.test.js' }],
    });
    expect(result.error?.message).toContain('no reviewer today');
  });

  it('K72: without the demand a dead review never blocks, and the skip is on record with its reason', async () => {
    await start({ review: down });
    expect(await run(false)).toMatchObject({
      status: 'succeeded',
      exitCode: 0,
      review: { status: 'unreviewed', summary: 'Nobody has reviewed the change: no reviewer today.' },
      degraded: [{ component: 'review', fallback: 'unreviewed' }],
    });
  });

  it.each([
    [
      'the review is switched off',
      { review: { review: async () => approved } },
      FeatureFlags.defaults().with({ enableReview: false }, 'test'),
    ],
    ['no review component is installed', {}, FeatureFlags.defaults()],
  ])('says that %s', async (reason, parts, flags) => {
    await start(parts, flags);
    expect(await run(true)).toMatchObject({ exitCode: 1, review: { summary: `Nobody has reviewed the change: ${reason}.` } });
  });

  it('is not accepted while a finding blocks, after one more try', async () => {
    await start({ review: { review: async () => blocked } });
    expect(await run(true)).toMatchObject({ status: 'failed', exitCode: 1, error: { code: 'ARTEMIS_E_NOT_APPROVED' }, review: blocked });
    expect(llm.requests).toHaveLength(2);
  });

  it('has failed by its gate where that said no', async () => {
    await start({ build: builder(red('red')), review: down });
    const result = await run(true);
    expect(result).toMatchObject({ status: 'failed', exitCode: 1 });
    expect(result).not.toHaveProperty('error');
  });

  it('goes on where it stopped once somebody can review, and asks no model again', async () => {
    let isDown = true;
    await start({ review: { review: () => (isDown ? down.review() : Promise.resolve(approved)) } });
    const { runId } = await run(true);
    isDown = false;
    expect(await artemis.resume(runId)).toMatchObject({ status: 'succeeded', exitCode: 0, review: approved });
    expect(llm.requests).toHaveLength(1);
  });

  it('can be demanded of a run that has ended without one', async () => {
    let isDown = true;
    await start({ review: { review: () => (isDown ? down.review() : Promise.resolve(blocked)) } });
    const { runId } = await run(false);
    expect(await artemis.resume(runId, { requireReview: true })).toMatchObject({ exitCode: 1, review: { status: 'unreviewed' } });
    isDown = false;
    expect(await artemis.resume(runId, { requireReview: false })).toMatchObject({ exitCode: 0, review: blocked });
  });
});
