import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import type { Builder } from '../../src/capability/build.ts';
import type { ReviewRequest } from '../../src/capability/review.ts';
import { RunRefusedError } from '../../src/errors/run-refused-error.ts';
import type { CheckReport } from '../../src/task/check-report.ts';
import { scriptedLlm, scriptedVendor } from '../../src/testing/scripted-llm.ts';
import { makeHome, work, type Home } from './asking.ts';
import { builder, green, plug } from './with-components.ts';

const found: CheckReport = {
  tools: ['tsc'],
  remarks: [{ path: 'add.js', line: 1, tool: 'tsc', kind: 'type', isError: true, message: 'wrong' }],
  notes: [],
};

describe('what compiler and linters say', () => {
  let home: Home;
  let artemis: Artemis;
  let reviewed: ReviewRequest[];

  beforeEach(async () => {
    home = await makeHome();
    reviewed = [];
  });
  afterEach(async () => {
    await artemis.close();
    await home[Symbol.asyncDispose]();
  });

  async function run(check: Builder['check'], review = true) {
    artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: join(home.path, 'state') });
    await artemis.loadPlugin(scriptedVendor(scriptedLlm(work())));
    await plug(artemis, {
      build: { ...builder(green), ...(check && { check }) },
      ...(review && { review: { review: async (request) => (reviewed.push(request), { status: 'approved', findings: [], summary: '' }) } }),
    });
    return artemis.executeTask({ text: 'add', projectDir: home.projectDir });
  }

  it('reaches the review, and decides nothing by itself', async () => {
    let asked: readonly string[] = [];
    const result = await run(async ({ changes }) => ((asked = changes.map(({ path }) => path)), found));
    expect(asked).toEqual(['add.js', 'add.test.js']);
    expect(reviewed[0]?.checks).toEqual(found);
    expect(result).toMatchObject({ status: 'succeeded', degraded: [] });
  });

  it('is missing where the builder cannot run them', async () => {
    await run(undefined);
    expect(reviewed[0]).not.toHaveProperty('checks');
  });

  it.each([
    ['fails', () => Promise.reject(new Error('tsc is broken'))],
    ['tells nothing that makes sense', async () => ({ tools: 'all' }) as never],
  ])('is a note when it %s, and the run is none the worse', async (_fault, check) => {
    const result = await run(check);
    expect(reviewed[0]?.checks?.notes).toHaveLength(1);
    expect(result).toMatchObject({ status: 'succeeded' });
  });

  it('is not asked for when nobody reviews', async () => {
    let asked = 0;
    await run(async () => (asked++, found), false);
    expect(asked).toBe(0);
  });

  it('ends the run when nothing may be run without a sandbox', async () => {
    const result = await run(() => Promise.reject(new RunRefusedError('ARTEMIS_E_SANDBOX_REQUIRED', 'no sandbox', { hint: '' })));
    expect(result).toMatchObject({ status: 'refused', exitCode: 77 });
  });

  it('is asked for outside of a run only where that is wanted', async () => {
    await run(async () => found);
    const change = { projectDir: home.projectDir, changes: [] };
    await artemis.review(change);
    await artemis.review({ ...change, withChecks: true });
    expect(reviewed.map(({ checks }) => checks?.tools)).toEqual([['tsc'], undefined, ['tsc']]);
  });
});
