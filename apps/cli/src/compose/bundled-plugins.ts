import type { OptionalCapability, Plugin } from '@artemis/core';

/** A plugin that comes with the command line. */
export interface BundledPlugin {
  /** Short name, as configuration says it. */
  readonly name: string;
  readonly capability: OptionalCapability;
  load(options: Readonly<Record<string, unknown>>): Promise<Plugin>;
}

/** The only place that names plugins. Each is loaded when its capability is on. */
export const bundledPlugins: readonly BundledPlugin[] = [
  {
    name: 'build',
    capability: 'build',
    load: async (options) => (await import('@artemis/build')).default(options),
  },
];

/** Whether a configured name means this plugin: `build` or `@artemis/build`. */
export const isNamed = (plugin: BundledPlugin, name: string): boolean => name === plugin.name || name === `@artemis/${plugin.name}`;
