import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import type { Developer, DevelopRequest } from '../../src/capability/supervision.ts';
import type { Implementation } from '../../src/component/component.ts';
import { scriptedLlm, scriptedVendor } from '../../src/testing/scripted-llm.ts';
import type { FileChange } from '../../src/task/patch.ts';
import type { CallContext } from '../../src/resilience/call-context.ts';
import { filesIn, makeHome, work, type Home } from './asking.ts';
import { builder, green, plug, red } from './with-components.ts';

const write = (path: string, content = `${path}\n`): FileChange => ({ kind: 'write', path, content });
const patchOf = (...changes: readonly FileChange[]) => ({ approach: 'x', changes });

let home: Home;
let artemis: Artemis;

beforeEach(async () => {
  home = await makeHome();
});
afterEach(async () => {
  await artemis.close();
  await home[Symbol.asyncDispose]();
});

/** Runs a task with this developer; the answer of core's own is the file `add.js`. */
async function runWith(supervision: Developer | Implementation<Developer>, build = builder(red('red'), green)) {
  artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: home.stateDir });
  await artemis.loadPlugin(scriptedVendor(scriptedLlm(work())));
  await plug(artemis, { supervision, build });
  return artemis.executeTask({ text: 'add', projectDir: home.projectDir });
}

describe('what a developer has brought to the disk', () => {
  it('goes with it when it is given up: who stands in begins with the project as it was', async () => {
    let seen: readonly string[] | undefined;
    const result = await runWith({
      develop: async ({ check, project }: DevelopRequest, call: CallContext) => {
        await check(patchOf(write('left.js'), write('lib/left.js')), call);
        seen = await project.list();
        throw new Error('gone');
      },
    });
    // It was really there.
    expect(seen).toContain('left.js');
    expect(result).toMatchObject({ status: 'succeeded', degraded: [{ component: 'supervision' }] });
    expect(result.files.map(({ path }) => path)).toEqual(['add.js', 'add.test.js']);
    expect(Object.keys(await filesIn(home))).toEqual(['add.js', 'add.test.js']);
  });

  it('goes when its last patch does not speak of it any more', async () => {
    const result = await runWith({
      develop: async ({ check }: DevelopRequest, call: CallContext) => {
        await check(patchOf(write('first.js'), write('stays.js', 'old\n')), call);
        return patchOf(write('stays.js', 'new\n'));
      },
    });
    expect(result.files.map(({ path }) => path)).toEqual(['stays.js']);
    expect(await filesIn(home)).toEqual({ 'stays.js': 'new\n' });
  });

  it('stays from one attempt to the next', async () => {
    const result = await runWith(
      { develop: async ({ attempt }: DevelopRequest) => patchOf(write(`attempt-${attempt}.js`)) },
      builder(red('one'), green),
    );
    expect(result.files.map(({ path }) => path)).toEqual(['attempt-1.js', 'attempt-2.js']);
  });
});
