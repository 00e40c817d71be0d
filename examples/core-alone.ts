/**
 * Core alone in production: one model, one folder, no plugin. The model is scripted, so that this runs anywhere.
 *
 *     node examples/core-alone.ts
 */
import assert from 'node:assert/strict';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MinimalArtemis } from '@artemis/core';
import { scriptedModelServer } from '@artemis/tooling-testkit';

const answer = {
  approach: 'A pure function and a test for it.',
  implementation: { filename: 'slugify.js', content: "export const slugify = (text) => text.toLowerCase().split(/\\W+/).join('-');\n" },
  tests: {
    filename: 'slugify.test.js',
    content:
      "import assert from 'node:assert';\nimport { slugify } from './slugify.js';\nassert.equal(slugify('Ada Lovelace'), 'ada-lovelace');\n",
  },
};

const folder = await mkdtemp(join(tmpdir(), 'artemis-example-'));
await using server = await scriptedModelServer([JSON.stringify(answer)]);

const artemis = new MinimalArtemis({
  projectDir: folder,
  stateDir: join(folder, '.state'),
  model: { vendor: 'openai', model: 'scripted', baseUrl: server.baseUrl, apiKey: 'not-a-secret' },
});
const { approach, implementation, tests, run } = await artemis.executeTask('Write a slugify function');

assert.equal(approach, answer.approach);
assert.equal(implementation?.filename, 'slugify.js');
assert.equal(tests?.filename, 'slugify.test.js');
assert.equal(await readFile(join(folder, 'slugify.js'), 'utf8'), answer.implementation.content);
// Core alone runs no gate, and never says more than it knows.
assert.equal(run.status, 'unverified');
assert.equal(run.cost.calls, 1);
console.log(`ok  core alone: ${run.files.map(({ path }) => path).join(', ')}, ${run.status}, scripted model`);
