import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import { scriptedLlm, scriptedVendor } from '../../src/testing/scripted-llm.ts';
import type { StampedEvent } from '../../src/events/stamped-event.ts';
import type { ContextQuery } from '../../src/capability/rag.ts';
import { makeHome, work } from './asking.ts';
import { plug } from './with-components.ts';

it('each run has the retries of its own calls on record, and every change of a circuit they share', async () => {
  await using home = await makeHome();
  const artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: home.stateDir });
  await artemis.loadPlugin(scriptedVendor(scriptedLlm(work())));
  const luckyIsThere = Promise.withResolvers<void>();
  const unluckyIsOut = Promise.withResolvers<void>();
  let failures = 0;
  /** Both runs are there while the calls of one fail. */
  const retrieve = async ({ projectDir }: ContextQuery): Promise<readonly []> => {
    if (projectDir.endsWith('unlucky')) {
      await luckyIsThere.promise;
      if (++failures === 3) setImmediate(() => unluckyIsOut.resolve());
      throw new TypeError('busy');
    }
    luckyIsThere.resolve();
    await unluckyIsOut.promise;
    return [];
  };
  await plug(artemis, {
    rag: {
      name: 'flaky',
      create: () => ({ retrieve, prompt: async () => null }),
      retry: { maxAttempts: 3, firstWaitMs: 1, jitter: false },
      breaker: { trip: { consecutive: 3 } },
    },
  });
  const run = async (name: string): Promise<readonly StampedEvent[]> => {
    const projectDir = join(home.path, name);
    await mkdir(projectDir);
    const { runId } = await artemis.executeTask({ text: 'add', projectDir });
    return Array.fromAsync(artemis.runs.events(runId));
  };

  const [unlucky, lucky] = await Promise.all([run('unlucky'), run('lucky')]);
  await artemis.close();

  const typesOf = (events: readonly StampedEvent[]): readonly string[] =>
    events.map(({ type }) => type).filter((type) => type === 'retry.scheduled' || type === 'circuit.changed');
  expect(typesOf(unlucky)).toEqual(['retry.scheduled', 'retry.scheduled', 'circuit.changed']);
  expect(typesOf(lucky)).toEqual(['circuit.changed']);
  // What there was of it is counted once.
  const retries = artemis.metrics.exportJson().counters.filter(({ name }) => name.includes('retr'));
  expect(retries.flatMap(({ series }) => series.map(({ value }) => value))).toEqual([2]);
});
