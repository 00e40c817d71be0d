import { describeFailure } from '../errors/describe-failure.ts';
import type { MetricsCollector } from '../metrics/metrics-collector.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { DeadlineExceededError } from '../resilience/deadline-exceeded-error.ts';
import { withDeadline } from '../resilience/with-deadline.ts';
import type { Plugin } from './plugin.ts';
import { PluginRefusedError } from './plugin-refused-error.ts';
import { openStaging, type Staging } from './staging-host.ts';

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
 * registers later has no effect.
 */
export async function setUpPlugin(plugin: Plugin, surroundings: SetupSurroundings): Promise<SetUpPlugin> {
  const { clock, timeoutMs, logger, metrics, signal } = surroundings;
  const lifetime = new AbortController();
  const staging = openStaging(plugin.name, { logger, metrics, signal: AbortSignal.any([signal, lifetime.signal]) });
  const call = { signal, remainingMs: () => Infinity };
  try {
    await withDeadline(() => runSetup(plugin, staging), { clock, label: plugin.name, timeoutMs, call });
    return { plugin, staging, lifetime };
  } catch (error) {
    lifetime.abort();
    throw error instanceof DeadlineExceededError ? lateSetup(plugin.name, error) : error;
  } finally {
    staging.close();
  }
}

/** What a plugin throws may be anything: it is only looked at through `describeFailure`, and replaced at once. */
async function runSetup(plugin: Plugin, staging: Staging): Promise<void> {
  try {
    await plugin.setup(staging.host);
  } catch (error) {
    throw staging.refusal ?? failedSetup(plugin.name, error);
  }
  if (staging.refusal) throw staging.refusal;
}

const lateSetup = (plugin: string, cause: DeadlineExceededError): PluginRefusedError =>
  new PluginRefusedError(plugin, 'deadline', `did not finish its setup within ${cause.limitMs} ms`, {
    hint: 'Setup only registers; connect in the "create" of an implementation.',
    cause,
    facts: { timeoutMs: cause.limitMs },
  });

const failedSetup = (plugin: string, error: unknown): PluginRefusedError =>
  new PluginRefusedError(plugin, 'setup', `failed in its setup: ${describeFailure(error)}`, {
    hint: 'Read the cause; update the plugin or remove it from the configuration.',
    cause: error,
  });
