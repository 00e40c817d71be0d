import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import { definePlugin } from '../../src/plugin/define-plugin.ts';
import type { RunResult } from '../../src/task/run-result.ts';
import { scriptedLlm, scriptedVendor, type ScriptedAnswer } from '../../src/testing/scripted-llm.ts';

let home: string;
let artemis: Artemis;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'artemis-recovered-'));
  await mkdir(join(home, 'project'));
});
afterEach(async () => {
  await artemis.close();
  await rm(home, { recursive: true });
});

const answer = JSON.stringify({
  approach: '',
  implementation: { filename: 'add.js', content: 'bug\n' },
  tests: { filename: 'add.test.js', content: 'test\n' },
});

/** Runs to the end, and what happened to components on the way. */
async function run(...script: readonly [ScriptedAnswer, ...ScriptedAnswer[]]): Promise<{ result: RunResult; components: string[] }> {
  await artemis.loadPlugin(scriptedVendor(scriptedLlm(...script)));
  const components: string[] = [];
  const result = await artemis.executeTask(
    { text: 'add', projectDir: join(home, 'project'), limits: { maxAttempts: 2 } },
    { onEvent: ({ type }) => void (type.startsWith('component.') && components.push(type)) },
  );
  return { result, components };
}

it('a component that failed and is then switched off has not recovered', async () => {
  const red = { status: 'failed' as const, summary: 'red', output: 'x', evidence: { kind: 'none' as const, detail: '' }, durationMs: 1 };
  const stillStands = { baseline: async () => ({ madeBy: 'second', facts: null }), verify: async () => red };
  const down = (): never => {
    throw new Error('down');
  };
  artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: join(home, 'state') });
  await artemis.loadPlugin(
    definePlugin({
      name: 'artemis-plugin-gate',
      apiVersion: 1,
      setup: (host) =>
        host.register('build', {
          primary: { name: 'first', create: down },
          fallback: { name: 'second', create: () => stillStands },
        }),
    }),
  );
  const switchesOff: ScriptedAnswer = () => {
    artemis.setEnabled('build', false);
    return answer.replace('bug', 'mended');
  };

  const { result, components } = await run(answer, switchesOff);

  expect(components).toEqual(['component.degraded']);
  expect(result.served).toContainEqual({ capability: 'build', by: 'not-built', rung: 'floor', reason: 'disabled' });
});

it('a plugin that was refused under the name of a capability has not recovered when the floor serves', async () => {
  artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: join(home, 'state') });
  await artemis.loadPlugin({ name: 'kg', resolveFrom: home });

  const { result, components } = await run(answer);

  expect(components).toEqual(['component.degraded']);
  expect(result.degraded).toMatchObject([{ component: 'kg', fallback: 'nothing' }]);
});
