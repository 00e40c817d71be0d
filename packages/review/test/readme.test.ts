import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Artemis } from '@artemis/core';
import { scriptedVendor } from '@artemis/core/testing';
import reviewPlugin, { reviewByRules, toSarif } from '@artemis/review';
import { expect, it } from 'vitest';
import { reviewedModel } from './reviewed-run.ts';

it('a change is reviewed, as the README shows', async () => {
  const home = await mkdtemp(join(tmpdir(), 'artemis-review-'));
  const [projectDir, stateDir, text] = [join(home, 'project'), join(home, 'state'), 'Write add().'];
  await mkdir(projectDir);
  const models = [{ vendor: 'scripted', model: 'scripted' }];
  const vendor = scriptedVendor(reviewedModel('export const add = (a, b) => a + b;\n', '{"findings": []}'));

  const artemis = new Artemis({ models, stateDir });
  await artemis.loadPlugin(vendor);
  await artemis.loadPlugin(reviewPlugin({ rules: { todo: 'off', 'loose-type': 'blocking' } }));
  const { review } = await artemis.executeTask({ text, projectDir });
  console.log(review?.status, review?.summary);
  await artemis.close();

  expect(review?.status).toBe('approved');
  await rm(home, { recursive: true });
});

it('a change is reviewed without any model, as the README shows', () => {
  const report = reviewByRules([{ path: 'src/a.js', before: '', after: 'eval(text);\n' }]);
  console.log(report.findings[0]?.rule); // dynamic-code
  console.log(JSON.stringify(toSarif(report)));

  expect(report.findings).toMatchObject([{ rule: 'dynamic-code', line: 1 }]);
});
