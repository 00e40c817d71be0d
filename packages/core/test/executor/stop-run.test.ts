import { describe, expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import type { StampedEvent } from '../../src/events/stamped-event.ts';
import { scriptedLlm, scriptedVendor } from '../../src/testing/scripted-llm.ts';
import { makeHome, work } from './asking.ts';

interface Started extends AsyncDisposable {
  readonly artemis: Artemis;
  readonly projectDir: string;
}

async function start(): Promise<Started> {
  const home = await makeHome();
  const artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: home.stateDir });
  await artemis.loadPlugin(scriptedVendor(scriptedLlm(work())));
  const dispose = async (): Promise<void> => {
    await artemis.close();
    await home[Symbol.asyncDispose]();
  };
  return { artemis, projectDir: home.projectDir, [Symbol.asyncDispose]: dispose };
}

describe('a run that is stopped', () => {
  it.each(['baseline', 'plan', 'context', 'develop', 'write', 'build', 'review'])(
    'R01: stopped at %s it is cancelled, and goes on',
    async (stage) => {
      await using started = await start();
      const { artemis, projectDir } = started;
      const controller = new AbortController();
      const onEvent = (event: StampedEvent): void => {
        if (event.type === 'stage.started' && event.stage === stage) controller.abort(new Error('Ctrl-C'));
      };
      const cancelled = await artemis.executeTask({ text: 'x', projectDir }, { signal: controller.signal, onEvent });
      expect(cancelled).toMatchObject({ status: 'cancelled', exitCode: 130, degraded: [], error: { code: 'ARTEMIS_E_CANCELLED' } });
      const resumed = await artemis.resume(cancelled.runId);
      expect(resumed.files.map(({ path }) => path)).toEqual(['add.js', 'add.test.js']);
    },
  );

  it('a run of one millisecond ends at its limit', async () => {
    await using started = await start();
    const { artemis, projectDir } = started;
    expect(await artemis.executeTask({ text: 'x', projectDir, limits: { timeoutMs: 1 } })).toMatchObject({
      status: 'failed',
      exitCode: 4,
      error: { code: 'ARTEMIS_E_DEADLINE' },
    });
  });
});
