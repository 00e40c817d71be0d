import type { FeatureFlags, ModelSettings } from '@artemis/core';
import type { Settings } from '../config/settings.ts';
import type { Invocation } from '../invocation.ts';
import { kgOptions, ragOptions } from './database-options.ts';
import { isInstalledBeside } from './load-beside.ts';

/** Options of a plugin. */
type PluginOptions = Readonly<Record<string, unknown>>;

/** A plugin the command line loads by itself, without being told by a configuration. */
export interface BundledPlugin {
  /** Short name, as configuration says it; the package is `@artemis/` and this. */
  readonly name: string;
  /** Loads it where it comes with the command line. Without this it counts only where it is installed beside it. */
  readonly import?: () => Promise<unknown>;
  /** Whether a run with these flags and models has a use for it. */
  readonly isNeeded: (flags: FeatureFlags, models: readonly ModelSettings[]) => boolean;
  /**
   * Variables that name its database. It is loaded only when one of them is set, or when a configuration or a chosen profile names
   * it: a run must not count as degraded for want of a database that nobody has set up.
   */
  readonly databaseVariables?: readonly string[];
  /** Its options: the configured ones, and what the command line, the environment and the flags say. Default: the configured ones. */
  readonly options?: (configured: PluginOptions, invocation: Invocation, flags: FeatureFlags) => PluginOptions;
}

/** The only place that names plugins. Each is loaded when it is needed. */
export const bundledPlugins: readonly BundledPlugin[] = [
  {
    name: 'build',
    import: () => import('@artemis/build'),
    isNeeded: ({ enableBuild }) => enableBuild,
    options: (configured, { options }) => ({ ...configured, ...options.run.build }),
  },
  {
    name: 'rag',
    databaseVariables: ['CHROMA_HOST', 'CHROMA_PORT'],
    isNeeded: ({ enableRag }) => enableRag,
    options: (configured, invocation, flags) => ({ ...ragOptions(invocation, flags, configured) }),
  },
  {
    name: 'kg',
    databaseVariables: ['NEO4J_URI'],
    isNeeded: ({ enableKg }) => enableKg,
    options: (configured, invocation) => ({ ...kgOptions(invocation, configured) }),
  },
  {
    name: 'anthropic',
    isNeeded: (_, models) => models.some(({ vendor }) => vendor === 'anthropic'),
  },
];

/** Whether it is loaded from beside this package. One that needs a database and is not there may still stand in the project. */
export const comesAlong = ({ name, databaseVariables }: BundledPlugin): boolean => !databaseVariables || isInstalledBeside(name);

/** Whether somebody has asked for it: by naming it, or its database. One without a database needs no asking. */
export function isWanted(plugin: BundledPlugin, { requested, plugins }: Settings, env: Invocation['env']): boolean {
  if (!plugin.databaseVariables?.every((variable) => !env[variable])) return true;
  return (
    requested.some((capability) => capability === plugin.name) ||
    Object.entries(plugins).some(([name, value]) => value !== false && isNamed(plugin, name))
  );
}

/** Whether a configured name means this plugin: `build` or `@artemis/build`. */
export const isNamed = (plugin: BundledPlugin, name: string): boolean => name === plugin.name || name === `@artemis/${plugin.name}`;
