import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import type { Reviewer } from '../../src/capability/review.ts';
import { scriptedLlm, scriptedVendor } from '../../src/testing/scripted-llm.ts';
import { makeHome, type Home } from './asking.ts';
import { plug } from './with-components.ts';

const changes = [{ path: 'a.js', before: null, after: 'a();\n' }];
const asking: Reviewer = {
  review: async ({ taskText, build, ask }, call) => {
    const { content } = await ask({ messages: [{ role: 'user', content: `${taskText} ${build.status}` }] }, call);
    return { status: 'approved', findings: [], summary: content };
  },
};

describe('Artemis.review', () => {
  let home: Home;
  let artemis: Artemis;

  beforeEach(async () => {
    home = await makeHome();
    artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: join(home.path, 'state') });
  });
  afterEach(async () => {
    await artemis.close();
    await home[Symbol.asyncDispose]();
  });

  it('hands the change to the reviewer, who may ask the models, and says what that took', async () => {
    const llm = scriptedLlm('looks fine');
    await artemis.loadPlugin(scriptedVendor(llm));
    await plug(artemis, { review: asking });

    const review = await artemis.review({ text: 'call a', projectDir: home.projectDir, changes });

    expect(llm.requests[0]?.messages[0]?.content).toBe('call a not-built');
    expect(review).toMatchObject({
      value: { status: 'approved', summary: 'looks fine' },
      servedBy: { name: 'review-primary', rung: 'primary' },
      cost: { calls: 1 },
    });
    expect(review).not.toHaveProperty('degraded');
  });

  it('is unreviewed, with the reason, when the reviewer fails, and pays for what was answered', async () => {
    await artemis.loadPlugin(scriptedVendor(scriptedLlm('unusable')));
    const failing: Reviewer = { review: (request, call) => asking.review(request, call).then(() => Promise.reject(new Error('down'))) };
    await plug(artemis, { review: failing });
    const review = await artemis.review({ projectDir: home.projectDir, changes });
    expect(review).toMatchObject({
      value: { status: 'unreviewed' },
      degraded: { component: 'review', reason: 'down' },
      cost: { calls: 1 },
    });
    expect(review.cost.outputTokens).toBeGreaterThan(0);
  });

  it('keeps to its limits', async () => {
    const llm = scriptedLlm('never asked');
    await artemis.loadPlugin(scriptedVendor(llm));
    await plug(artemis, { review: asking });
    const review = await artemis.review({ projectDir: home.projectDir, changes, limits: { maxCalls: 0 } });
    expect([review.value.status, llm.requests.length]).toEqual(['unreviewed', 0]);
    await expect(artemis.review({ projectDir: home.projectDir, changes, limits: { maxCalls: -1 } })).rejects.toMatchObject({
      code: 'ARTEMIS_E_INVALID_OPTION',
    });
  });

  it('ends when it is aborted, and nobody further down is asked', async () => {
    const controller = new AbortController();
    await plug(artemis, { review: { review: () => (controller.abort(new Error('Ctrl-C')), new Promise(() => {})) } });
    await expect(artemis.review({ projectDir: home.projectDir, changes }, { signal: controller.signal })).rejects.toThrow('Ctrl-C');
  });
});
