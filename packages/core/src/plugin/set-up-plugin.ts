import { describeFailure } from '../errors/describe-failure.ts';
import type { MetricsCollector } from '../metrics/metrics-collector.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Plugin } from './plugin.ts';
import { PluginRefusedError } from './plugin-refused-error.ts';
import { openStaging, type Staging } from './staging-host.ts';
import { withinDeadline } from './within-deadline.ts';

/** What a setup is given and bounded by. */
export interface SetupSurroundings {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly logger: Logger;
  readonly metrics: MetricsCollector;
  /** Aborted when Artemis closes. */
  readonly signal: AbortSignal;
}

/** A plugin whose setup has ended well. Its registrations are still kept back. */
export interface SetUpPlugin {
  readonly plugin: Plugin;
  readonly staging: Staging;
  /** Aborts the signal the plugin was given. */
  readonly lifetime: AbortController;
}

/**
 * Runs the setup of a plugin within its deadline.
 *
 * @throws PluginRefusedError when it fails, is late, or was refused a registration. Its signal is then aborted, and whatever it
 * registers later is refused.
 */
export async function setUpPlugin(plugin: Plugin, surroundings: SetupSurroundings): Promise<SetUpPlugin> {
  const { clock, timeoutMs, logger, metrics, signal } = surroundings;
  const lifetime = new AbortController();
  const staging = openStaging(plugin.name, { logger, metrics, signal: AbortSignal.any([signal, lifetime.signal]) });
  const late = lateSetup(plugin.name, timeoutMs);
  try {
    await withinDeadline(() => plugin.setup(staging.host), { clock, timeoutMs, signal, onTimeout: () => late });
    if (staging.refusal) throw staging.refusal;
    return { plugin, staging, lifetime };
  } catch (error) {
    const refusal = staging.refusal ?? (error === late ? late : failedSetup(plugin.name, error));
    lifetime.abort(refusal);
    throw refusal;
  } finally {
    staging.close();
  }
}

const lateSetup = (plugin: string, timeoutMs: number): PluginRefusedError =>
  new PluginRefusedError(plugin, 'deadline', `did not finish its setup within ${timeoutMs} ms`, {
    hint: 'Setup only registers; connect in the "create" of an implementation.',
    facts: { timeoutMs },
  });

/** What a plugin throws may be anything: it is only looked at through `describeFailure`. */
const failedSetup = (plugin: string, error: unknown): PluginRefusedError =>
  new PluginRefusedError(plugin, 'setup', `failed in its setup: ${describeFailure(error)}`, {
    hint: 'Read the cause; update the plugin or remove it from the configuration.',
    cause: error,
  });
