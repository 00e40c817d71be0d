import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Artemis } from '@artemis/core';
import buildPlugin from '@artemis/build';
import { scriptedModelServer } from '@artemis/tooling-testkit';
import { expect, it } from 'vitest';
import { buildProject } from '../build-project.ts';
import { nodeManifest, nodeTest } from '../scenarios/scenario.ts';

it('a change is judged by tests that could have failed, as the README shows', async () => {
  await using project = await buildProject({
    'package.json': nodeManifest(),
    'add.js': 'export const add = (a, b) => a - b;\n',
    'add.test.js': nodeTest('./add.js', 'add', ['adds', 'assert.equal(add(2, 3), 5);']),
  });
  const write = {
    id: 'call_1',
    name: 'write',
    arguments: JSON.stringify({ path: 'add.js', content: 'export const add = (a, b) => a + b;\n' }),
  };
  const finish = { id: 'call_2', name: 'finish', arguments: JSON.stringify({ summary: 'It adds.' }) };
  await using server = await scriptedModelServer([{ toolCalls: [write] }, { toolCalls: [finish] }]);
  const [projectDir, baseUrl, apiKey] = [project.dir, server.baseUrl, 'not-a-secret'];
  const stateDir = await mkdtemp(join(tmpdir(), 'artemis-state-'));

  const artemis = new Artemis({ models: [{ vendor: 'openai', model: 'scripted', baseUrl, apiKey }], stateDir });
  await artemis.loadPlugin(buildPlugin({ sandbox: 'prefer' }));
  const result = await artemis.executeTask({ text: 'Make add() add.', projectDir });
  console.log(result.status, result.build?.summary);
  console.log(result.build?.evidence.kind, result.build?.evidence.detail);
  await artemis.close();

  await rm(stateDir, { recursive: true });
  expect(result).toMatchObject({ status: 'succeeded', build: { evidence: { kind: 'fails-without-change' } } });
});
