import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Artemis } from '@artemis/core';
import { scriptedVendor } from '@artemis/core/testing';
import reasoningPlugin from '@artemis/reasoning';
import { expect, it } from 'vitest';
import { planningModel, planOf } from './planning-model.ts';

it('a task is split into parts, as the README shows', async () => {
  const home = await mkdtemp(join(tmpdir(), 'artemis-reasoning-'));
  const [projectDir, stateDir] = [join(home, 'project'), join(home, 'state')];
  await mkdir(projectDir);
  const text = 'Calculator:\n- write add()\n- write sub()\n- write mul()';
  const models = [{ vendor: 'scripted', model: 'scripted' }];

  const artemis = new Artemis({ models, stateDir });
  await artemis.loadPlugin(scriptedVendor(planningModel(() => planOf('Write it', 'Test it'))));
  await artemis.loadPlugin(reasoningPlugin({ strategy: 'auto', maxCalls: 6 }));
  const { plan } = await artemis.executeTask({ text, projectDir });
  console.log(plan?.strategy); // decompose (auto: 3 parts named)
  console.log(plan?.steps.map(({ title }) => title));
  await artemis.close();

  expect(plan?.strategy).toBe('decompose (auto: 3 parts named)');
  await rm(home, { recursive: true });
});
