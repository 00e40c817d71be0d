import type { Artemis, ExecuteOptions, RunResult, StampedEvent } from '@artemis/core';
import { openArtemis, refusedBy, type Composition } from '../compose/open-artemis.ts';
import type { Invocation } from '../invocation.ts';
import { line, type Line } from '../terminal/line.ts';
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
  const artemis = await openArtemis(invocation, composition);
  const onEvent = (event: StampedEvent): void => {
    execute.onEvent?.(event);
    if (event.type === 'plugin.refused') reporter.say(adviceFor(artemis, event.plugin));
  };
  try {
    await using _following = await followSwitches({
      artemis,
      flags: composition.settings.flags,
      folder: invocation.folders.config,
      say: (lines) => reporter.say(lines),
    });
    const result = await begin(artemis, { ...execute, onEvent });
    await keepMetrics(artemis, result.runId, (lines) => reporter.say(lines));
    return result;
  } finally {
    await artemis.close();
  }
}

/** The event says why a plugin is not used; its report also knows what to do. */
const adviceFor = (artemis: Artemis, plugin: string): readonly Line[] =>
  refusedBy(artemis).flatMap(({ name, hint }) => (name === plugin && hint !== '' ? [line(`    ${hint}`)] : []));
