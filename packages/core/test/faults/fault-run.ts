import type { FaultServer, Reply } from '@artemis/tooling-testkit';
import { expect } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import type { ArtemisOptions } from '../../src/artemis-options.ts';
import type { StampedEvent } from '../../src/events/stamped-event.ts';
import type { RunResult } from '../../src/task/run-result.ts';
import type { TaskLimits } from '../../src/task/task.ts';
import { filesIn, type Home } from '../executor/asking.ts';
import { fastClock } from './fast-clock.ts';
import { rightFiles } from './working-model.ts';

/** Half a minute of silence takes a second. */
export const times = 30;

/** For faults other than silence: nothing is taken for silent on a machine that is busy. */
export const patient: Partial<ArtemisOptions> = { callLimits: { firstByteMs: 500_000, idleMs: 500_000 } };

/** A run that has ended. */
export interface Ran {
  readonly result: RunResult;
  readonly events: readonly StampedEvent[];
  readonly artemis: Artemis;
}

/** Runs a task with the models behind these addresses, in this order. */
export async function runTask(
  home: Home,
  baseUrls: readonly string[],
  options: Partial<ArtemisOptions> = {},
  limits: TaskLimits = {},
): Promise<Ran> {
  const models = baseUrls.map((baseUrl, index) => ({ vendor: 'openai', model: `model-${index}`, baseUrl, apiKey: 'sk-not-a-key' }));
  const artemis = new Artemis({ models, stateDir: home.stateDir, clock: fastClock(times), ...options });
  const events: StampedEvent[] = [];
  const task = { text: 'add two numbers', projectDir: home.projectDir, limits };
  const result = await artemis.executeTask(task, { onEvent: (event) => void events.push(event) });
  return { result, events, artemis };
}

/** The right files are there, and the exit code is 0. */
export async function expectDone(home: Home, { result, artemis }: Ran): Promise<void> {
  await artemis.close();
  expect({ exitCode: result.exitCode, error: result.error }).toEqual({ exitCode: 0, error: undefined });
  expect(await filesIn(home)).toEqual(rightFiles);
}

/** How often a fault has happened. */
export const fired = (server: FaultServer, fault: Reply): number => server.fired.get(fault.name) ?? 0;
/** The kinds of event of a run, in order. */
export const types = ({ events }: Ran): readonly string[] => events.map(({ type }) => type);
