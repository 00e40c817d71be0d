import type { FeatureFlags, ModelSettings } from '@artemis/core';

/** A plugin the command line loads by itself, without being told by a configuration. */
export interface BundledPlugin {
  /** Short name, as configuration says it; the package is `@artemis/` and this. */
  readonly name: string;
  /** Loads it where it comes with the command line. Without this it counts only where it is installed beside it. */
  readonly import?: () => Promise<unknown>;
  /** Whether a run with these flags and models has a use for it. */
  readonly isNeeded: (flags: FeatureFlags, models: readonly ModelSettings[]) => boolean;
}

/** The only place that names plugins. Each is loaded when it is needed. */
export const bundledPlugins: readonly BundledPlugin[] = [
  { name: 'build', import: () => import('@artemis/build'), isNeeded: ({ enableBuild }) => enableBuild },
  {
    name: 'anthropic',
    isNeeded: (_, models) => models.some(({ vendor }) => vendor === 'anthropic'),
  },
];

/** Whether a configured name means this plugin: `build` or `@artemis/build`. */
export const isNamed = (plugin: BundledPlugin, name: string): boolean => name === plugin.name || name === `@artemis/${plugin.name}`;
