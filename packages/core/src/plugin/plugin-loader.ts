import type { Capabilities, OptionalCapability } from '../capability/capabilities.ts';
import type { Component } from '../component/component.ts';
import type { ArtemisError } from '../errors/artemis-error.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import type { ModelFactory } from '../llm/model-vendors.ts';
import type { MetricsCollector } from '../metrics/metrics-collector.ts';
import type { Clock } from '../ports/clock.ts';
import type { FileSystem } from '../ports/file-system.ts';
import { silentLogger, type Logger } from '../ports/logger.ts';
import { nodeFileSystem } from '../ports/node-file-system.ts';
import { DeadlineExceededError } from '../resilience/deadline-exceeded-error.ts';
import { checkDuration } from '../resilience/option-checks.ts';
import { withDeadline } from '../resilience/with-deadline.ts';
import type { Plugin } from './plugin.ts';
import { PluginRefusedError } from './plugin-refused-error.ts';
import { refusedReport, type PluginReport } from './plugin-report.ts';
import { labelOf, obtainPlugin, type PluginSource } from './plugin-source.ts';
import { setUpPlugin, type SetUpPlugin } from './set-up-plugin.ts';
import type { Staging } from './staging-host.ts';

/** Longest dispose of one plugin. */
const disposeTimeoutMs = 2000;

/** What a {@link PluginLoader} needs from outside. */
export interface PluginLoaderOptions {
  readonly clock: Clock;
  readonly metrics: MetricsCollector;
  /** Aborted when Artemis closes: what is still loading is then refused, and loaded plugins see it on their signal. */
  readonly signal: AbortSignal;
  /** Default: silent. */
  readonly logger?: Logger;
  /** Default: the real disk. */
  readonly fileSystem?: FileSystem;
  /** Longest import, and longest setup, of one plugin, in milliseconds. Default: 5 000. */
  readonly timeoutMs?: number;
  /** Takes over a component once its plugin's setup has ended well. It may throw: the whole plugin is then refused. */
  register<K extends OptionalCapability>(capability: K, component: Component<Capabilities[K]>, owner: string): void;
  /** Takes a component back, because a later registration of the same plugin was refused. */
  unregister(capability: OptionalCapability): void | Promise<void>;
  /** Takes over a model vendor, as `register` does. */
  registerModelVendor(vendor: string, create: ModelFactory): void;
}

/**
 * Loads plugins so that a bad one harms nobody: whatever it throws, and however long it takes, it is reported and the others
 * work. Import and setup run side by side; of two that claim the same name or capability the one that was named first wins.
 *
 * Not everything can be held off inside one process. A plugin that never gives the event loop back (an endless loop) stops
 * everything, deadlines too, and one that calls `process.exit` ends it; only a process of its own can hold those. An error it
 * throws later, in a timer or an event, reaches the process and not the loader.
 */
export class PluginLoader {
  readonly #options: Required<PluginLoaderOptions>;
  readonly #reports: (PluginReport | undefined)[] = [];
  readonly #loaded: SetUpPlugin[] = [];
  readonly #names = new Set<string>();
  readonly #vendors = new Set<string>();
  /** Settles when every plugin named so far has its name, or never will. */
  #named: Promise<unknown> = Promise.resolve();
  /** Settles when every plugin named so far has its report. */
  #reported: Promise<unknown> = Promise.resolve();

  /** @throws InvalidOptionError `ARTEMIS_E_INVALID_OPTION` when `timeoutMs` is not above 0. */
  constructor(options: PluginLoaderOptions) {
    this.#options = { logger: silentLogger, fileSystem: nodeFileSystem, timeoutMs: 5000, ...options };
    checkDuration('timeoutMs', this.#options.timeoutMs);
  }

  /** What became of each plugin, in the order they were named. Those still loading are left out. */
  get reports(): readonly PluginReport[] {
    return this.#reports.filter((report) => report !== undefined);
  }

  /** Loads a plugin, beside others that are still loading. Never rejects: a plugin that is not used has a report that says why. */
  load(source: PluginSource): Promise<PluginReport> {
    const place = this.#reports.push(undefined) - 1;
    const label = labelOf(source);
    const plugin = this.#name(source, label, this.#named);
    this.#named = plugin.catch(() => undefined);
    const report = this.#finish(plugin, this.#reported)
      .catch((error: unknown) => refusedReport(label, this.#options.signal.aborted ? closing(label) : error))
      .then((outcome) => (this.#reports[place] = outcome));
    this.#reported = report;
    return report;
  }

  /**
   * Ends all plugins at once, each within 2 seconds; one that fails or hangs is logged and left behind. Abort the loader's
   * signal first: plugins still loading are otherwise waited for. A second call does nothing.
   */
  async dispose(): Promise<void> {
    await this.#reported;
    await Promise.all(this.#loaded.splice(0).map((loaded) => this.#end(loaded)));
  }

  /** Imports and makes the plugin, then claims its name in the order of the calls. */
  async #name(source: PluginSource, label: string, earlier: Promise<unknown>): Promise<Plugin> {
    const plugin = await this.#obtain(source, label).finally(() => earlier);
    if (this.#names.has(plugin.name)) {
      throw new PluginRefusedError(plugin.name, 'duplicate-name', 'is named twice; the first one is used', {
        hint: 'Name it once in the configuration.',
      });
    }
    this.#names.add(plugin.name);
    return plugin;
  }

  async #obtain(source: PluginSource, label: string): Promise<Plugin> {
    const { clock, timeoutMs, signal, fileSystem } = this.#options;
    try {
      return await withDeadline((call) => obtainPlugin(source, fileSystem, call.signal), {
        clock,
        label,
        timeoutMs,
        call: { signal, remainingMs: () => Infinity },
      });
    } catch (error) {
      throw error instanceof DeadlineExceededError ? lateImport(label, error) : error;
    }
  }

  async #finish(named: Promise<Plugin>, earlier: Promise<unknown>): Promise<PluginReport> {
    const plugin = await named;
    try {
      const loaded = await setUpPlugin(plugin, this.#options).finally(() => earlier);
      await this.#accept(loaded);
      const { components, vendors } = loaded.staging;
      return { status: 'loaded', name: plugin.name, capabilities: [...components.keys()], vendors: [...vendors.keys()] };
    } catch (error) {
      // Whoever mends it may load it again.
      this.#names.delete(plugin.name);
      throw error;
    }
  }

  /** From here on the plugin has been set up: it is kept, or ended. */
  async #accept(loaded: SetUpPlugin): Promise<void> {
    try {
      this.#checkVendors(loaded.plugin.name, loaded.staging);
      await this.#register(loaded);
      this.#loaded.push(loaded);
    } catch (error) {
      await this.#end(loaded);
      throw error;
    }
  }

  /** Hands over everything the plugin has registered, or nothing. */
  async #register(loaded: SetUpPlugin): Promise<void> {
    const { plugin, staging } = loaded;
    const done: OptionalCapability[] = [];
    try {
      for (const [capability, component] of staging.components) {
        this.#options.register(capability, component, plugin.name);
        done.push(capability);
      }
      for (const [vendor, create] of staging.vendors) {
        this.#options.registerModelVendor(vendor, create);
        this.#vendors.add(vendor);
      }
    } catch (error) {
      await Promise.allSettled(done.map(async (capability) => this.#options.unregister(capability)));
      throw refusedRegistration(plugin.name, error);
    }
  }

  /** Vendors cannot be taken back, so they are checked before anything is handed over. */
  #checkVendors(plugin: string, { vendors }: Staging): void {
    const taken = [...vendors.keys()].find((vendor) => this.#vendors.has(vendor));
    if (taken !== undefined) {
      throw new PluginRefusedError(plugin, 'vendor', `registers the model vendor "${taken}", which another plugin has registered`, {
        hint: 'Name only one of the two plugins in the configuration.',
      });
    }
  }

  async #end({ plugin, lifetime }: SetUpPlugin): Promise<void> {
    const { clock, logger } = this.#options;
    lifetime.abort();
    try {
      await withDeadline(async () => plugin.dispose?.(), { clock, label: `dispose of ${plugin.name}`, timeoutMs: disposeTimeoutMs });
    } catch (error) {
      logger.warn({ plugin: plugin.name }, `Plugin "${plugin.name}" did not end well: ${describeFailure(error)}`);
    }
  }
}

const lateImport = (plugin: string, cause: DeadlineExceededError): PluginRefusedError =>
  new PluginRefusedError(plugin, 'deadline', `could not be imported within ${cause.limitMs} ms`, {
    hint: 'Importing a plugin must do nothing: look for a top-level await.',
    cause,
    facts: { timeoutMs: cause.limitMs },
  });

const closing = (plugin: string): PluginRefusedError =>
  new PluginRefusedError(plugin, 'closed', 'was not loaded, because Artemis is closing', { hint: 'Load plugins before close.' });

/** The registry reads what the plugin gave it, so its error may still be the plugin's: it is only looked at with care. */
function refusedRegistration(plugin: string, error: unknown): PluginRefusedError {
  const taken = codeOf(error) === 'ARTEMIS_E_COMPONENT_TAKEN';
  return new PluginRefusedError(plugin, taken ? 'capability-taken' : 'registry', `cannot be registered: ${describeFailure(error)}`, {
    hint: taken
      ? 'Name only one of the two plugins in the configuration.'
      : 'Mend what the plugin registers, or remove it from the configuration.',
    cause: error,
  });
}

function codeOf(error: unknown): unknown {
  try {
    return (error as Partial<ArtemisError> | null)?.code;
  } catch {
    return undefined;
  }
}
