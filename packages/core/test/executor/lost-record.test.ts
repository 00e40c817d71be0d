import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';
import type { FileSystem } from '../../src/ports/file-system.ts';
import { scriptedLlm, scriptedVendor } from '../../src/testing/scripted-llm.ts';
import { makeHome, work, type Home } from './asking.ts';
import { builder, green, plug, red } from './with-components.ts';

describe('a run whose record does not last', () => {
  let home: Home;
  let artemis: Artemis;

  beforeEach(async () => {
    home = await makeHome();
  });
  afterEach(async () => {
    await artemis.close();
    await home[Symbol.asyncDispose]();
  });

  async function start(answers: readonly [string, ...string[]], fileSystem: FileSystem = nodeFileSystem): Promise<void> {
    artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: home.stateDir, fileSystem });
    await artemis.loadPlugin(scriptedVendor(scriptedLlm(...answers)));
  }
  const run = (): ReturnType<Artemis['executeTask']> => artemis.executeTask({ text: 'add two numbers', projectDir: home.projectDir });

  it.each(['rag', 'review'] as const)(
    'K16: a state folder that is removed while %s serves costs the run its record and nothing else, and that is said',
    async (capability) => {
      await start([work()]);
      let removed = 0;
      const removing = async <T>(value: T): Promise<T> => {
        await rm(home.stateDir, { recursive: true });
        removed++;
        return value;
      };
      await plug(artemis, {
        build: builder(green),
        ...(capability === 'rag' && { rag: { retrieve: () => removing([]), prompt: async () => 'prompt' } }),
        ...(capability === 'review' && { review: { review: () => removing({ status: 'approved', findings: [], summary: '' }) } }),
      });
      const result = await run();
      expect(removed).toBe(1);
      expect(result).toMatchObject({ status: 'succeeded', exitCode: 0 });
      expect(result.files.map(({ path }) => path)).toEqual(['add.js', 'add.test.js']);
      expect(result.degraded).toMatchObject([
        { component: 'state', fallback: 'memory', reason: expect.stringContaining('cannot be resumed') },
      ]);
    },
  );

  it('F17: where folders cannot be synced the run ends well, and is degraded once', async () => {
    let fired = 0;
    const open: FileSystem['open'] = async (path, flags, mode) => {
      const file = await nodeFileSystem.open(path, flags, mode);
      if ((await file.stat()).isDirectory())
        file.sync = () => {
          fired++;
          return Promise.reject(Object.assign(new Error('invalid argument'), { code: 'EINVAL' }));
        };
      return file;
    };
    await start([work('bug\n'), work('mended\n')], { ...nodeFileSystem, open });
    await plug(artemis, { build: builder(red('red'), green) });
    const result = await run();
    expect(fired).toBeGreaterThan(1);
    expect(result).toMatchObject({ status: 'succeeded', exitCode: 0 });
    expect(result.degraded).toMatchObject([{ component: 'durability', reason: expect.stringContaining('power loss') }]);
  });
});
