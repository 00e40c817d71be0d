import type { Artemis, ExecuteOptions, RunResult, StampedEvent } from '@artemis/core';
import { announceRefused } from '../compose/announce-plugins.ts';
import { openArtemis, type Composition } from '../compose/open-artemis.ts';
import type { Invocation } from '../invocation.ts';
import { followSwitches } from '../switches/follow-switches.ts';
import type { RunReporter } from './run-reporter.ts';
import { keepMetrics } from './keep-metrics.ts';

/** Does a task, or goes on with one, with everything that is configured; keeps its metrics, and follows the switches meanwhile. */
export async function executeFully(
  invocation: Invocation,
  composition: Composition,
  begin: (artemis: Artemis, execute: ExecuteOptions) => Promise<RunResult>,
  execute: ExecuteOptions,
  reporter: RunReporter,
): Promise<RunResult> {
  const { artemis, refused } = await openArtemis(invocation, composition);
  const onEvent = (event: StampedEvent): void => {
    execute.onEvent?.(event);
    if (event.type === 'run.started') announceRefused(artemis, refused);
  };
  try {
    await using _following = await followSwitches({ artemis, flags: composition.settings.flags, folder: invocation.folders.config, say: (lines) => reporter.say(lines) });
    const result = await begin(artemis, { ...execute, onEvent });
    await keepMetrics(artemis, result.runId, (lines) => reporter.say(lines));
    return result;
  } finally {
    await artemis.close();
  }
}
