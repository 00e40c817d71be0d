import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import type { Developer } from '../../src/capability/supervision.ts';
import { scriptedLlm, scriptedVendor } from '../../src/testing/scripted-llm.ts';
import type { Patch } from '../../src/task/patch.ts';
import type { RunResult } from '../../src/task/run-result.ts';
import { filesIn, makeHome, work, type Home } from './asking.ts';
import { builder, green, plug, red } from './with-components.ts';

const half: Patch = { approach: 'half', changes: [{ kind: 'write', path: 'a.js', content: 'a\n' }], missing: ['the other half'] };
const rest: Patch = { approach: 'rest', changes: [{ kind: 'write', path: 'b.js', content: 'b\n' }] };

describe('work that leaves parts of the task out', () => {
  let home: Home;
  let artemis: Artemis;

  beforeEach(async () => {
    home = await makeHome();
    artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: home.stateDir });
    await artemis.loadPlugin(scriptedVendor(scriptedLlm(work())));
  });
  afterEach(async () => {
    await artemis.close();
    await home[Symbol.asyncDispose]();
  });

  async function run(patches: readonly Patch[], maxAttempts: number, gate = builder(green)): Promise<[RunResult, readonly string[]]> {
    const told: string[] = [];
    const supervision: Developer = {
      develop: async ({ attempt, feedback }) => {
        told.push(feedback?.reason ?? '');
        return patches[Math.min(attempt, patches.length) - 1] ?? rest;
      },
    };
    await plug(artemis, { supervision, build: gate });
    return [await artemis.executeTask({ text: 'both halves', projectDir: home.projectDir, limits: { maxAttempts } }), told];
  }

  it('is sent back for what is missing, and then is whole', async () => {
    const [result, told] = await run([half, rest], 3);
    expect(result).toMatchObject({ status: 'succeeded', verified: true });
    expect(told[1]).toContain('- the other half');
    expect(await filesIn(home)).toEqual({ 'a.js': 'a\n', 'b.js': 'b\n' });
  });

  it('is kept and never called done, whatever the gate says', async () => {
    const [result] = await run([half], 1);
    expect(result).toMatchObject({ status: 'failed', verified: false, exitCode: 1, error: { code: 'ARTEMIS_E_INCOMPLETE' } });
    expect(result.error?.message).toContain('the other half');
    expect(await filesIn(home)).toEqual({ 'a.js': 'a\n' });
    expect(await artemis.resume(result.runId, { limits: { maxAttempts: 2 } })).toMatchObject({ status: 'failed' });
  });

  it('is refused by its gate for a better reason', async () => {
    const [result] = await run([half], 1, builder(red('no')));
    expect(result).toMatchObject({ status: 'failed', exitCode: 1 });
    expect(result.error).toBeUndefined();
  });

  it('has names for what is missing, or is no patch', async () => {
    const [result] = await run([{ ...half, missing: [7] as never }], 1);
    expect(result.degraded).toMatchObject([{ component: 'supervision', code: 'ARTEMIS_E_BAD_SHAPE' }]);
  });
});
