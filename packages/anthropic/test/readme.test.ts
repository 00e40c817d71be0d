import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Artemis } from '@artemis/core';
import anthropicPlugin from '@artemis/anthropic';
import { expect, it } from 'vitest';
import { strictClaude, type Said } from './strict-servers.ts';

const script: readonly Said[] = [
  {
    text: 'I write it.',
    calls: [{ id: 'toolu_1', name: 'write', arguments: '{"path":"add.js","content":"export const add = (a, b) => a + b;\\n"}' }],
  },
  { calls: [{ id: 'toolu_2', name: 'finish', arguments: '{"summary":"Added add."}' }] },
];

it('a task is done with tools by Claude, as the README shows', async () => {
  await using server = await strictClaude((turn) => script[turn] ?? {});
  const home = await mkdtemp(join(tmpdir(), 'artemis-claude-'));
  const [projectDir, stateDir, baseUrl, apiKey] = [join(home, 'project'), join(home, 'state'), server.baseUrl, 'key-of-a-test'];
  await mkdir(projectDir);

  const artemis = new Artemis({
    models: [{ vendor: 'anthropic', model: 'claude-opus-5-5', baseUrl, apiKey, keyVariable: 'ANTHROPIC_API_KEY' }],
    stateDir,
  });
  await artemis.loadPlugin(anthropicPlugin());
  const result = await artemis.executeTask({ text: 'Add a function that adds two numbers.', projectDir });
  await artemis.close();

  expect(result).toMatchObject({ status: 'unverified', exitCode: 0, approach: 'Added add.', cost: { calls: 2 } });
  expect(await readFile(join(projectDir, 'add.js'), 'utf8')).toContain('a + b');
  expect(server.refused).toEqual([]);
  await rm(home, { recursive: true });
});
