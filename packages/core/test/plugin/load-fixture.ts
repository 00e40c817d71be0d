import type { Component } from '../../src/component/component.ts';
import type { OptionalCapability } from '../../src/capability/capabilities.ts';
import { ArtemisError } from '../../src/errors/artemis-error.ts';
import { MetricsCollector } from '../../src/metrics/metrics-collector.ts';
import type { Logger } from '../../src/ports/logger.ts';
import type { FileSystem } from '../../src/ports/file-system.ts';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';
import type { Plugin } from '../../src/plugin/plugin.ts';
import { PluginLoader, type PluginLoaderOptions } from '../../src/plugin/plugin-loader.ts';
import type { ConfiguredPlugin } from '../../src/plugin/plugin-source.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';

/** A component whose parts are never made. */
export const component = (primary = 'store', fallback = 'list'): Component<never> => ({
  primary: { name: primary, create: () => unused() },
  fallback: { name: fallback, create: () => unused() },
});

const unused = (): never => {
  throw new RangeError('nobody should make this');
};

/** A plugin that registers one component. */
export const good = (name = 'artemis-plugin-good', capability: OptionalCapability = 'rag', more: Partial<Plugin> = {}): Plugin => ({
  name,
  apiVersion: 1,
  setup: (host) => host.register(capability, component()),
  ...more,
});

/** A configured plugin whose package is there and whose module is what `load` gives. */
export const configured = (name: string, load: (url: string) => Promise<unknown>, options?: unknown): ConfiguredPlugin => ({
  name,
  options,
  resolveFrom: '/project',
  import: load,
});

/** A disk on which every package is installed. */
const everyPackage: FileSystem = {
  ...nodeFileSystem,
  readFile: (async () => '{"exports":"./index.js"}') as unknown as FileSystem['readFile'],
};

/** A loader with a registry of its own and a clock that stands still. */
export function loaderFixture(options: Partial<PluginLoaderOptions> = {}) {
  const clock = new FakeClock();
  const registered = new Map<string, string>();
  const vendors: string[] = [];
  const warnings: string[] = [];
  const closing = new AbortController();
  const ignore = (): void => {};
  const logger: Logger = { debug: ignore, info: ignore, error: ignore, warn: (_, message) => void warnings.push(message) };
  const loader = new PluginLoader({
    clock,
    metrics: new MetricsCollector({ clock }),
    logger,
    signal: closing.signal,
    fileSystem: everyPackage,
    register(capability, _, owner) {
      if (registered.has(capability))
        throw new ArtemisError('ARTEMIS_E_COMPONENT_TAKEN', `"${capability}" is taken.`, { hint: 'Choose one.' });
      registered.set(capability, owner);
    },
    unregister: (capability) => void registered.delete(capability),
    registerModelVendor: (vendor) => void vendors.push(vendor),
    ...options,
  });
  return { loader, clock, registered, vendors, warnings, closing };
}
