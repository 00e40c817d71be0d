import type { FeatureFlags, ModelSettings } from '@artemis/core';
import type { Settings } from '../config/settings.ts';
import type { Invocation } from '../invocation.ts';
import { kgOptions, ragOptions } from './database-options.ts';
import { isInstalledBeside } from './load-beside.ts';
import { mcpOptions } from './mcp-options.ts';
import { reasoningOptions } from './reasoning-options.ts';
import { reviewOptions } from './review-options.ts';
import { employsSeveral, supervisionOptions } from './supervision-options.ts';

/** Options of a plugin. */
type PluginOptions = Readonly<Record<string, unknown>>;

/** A plugin the command line loads by itself, without being told by a configuration. */
export interface BundledPlugin {
  /** Short name, as configuration says it; the package is `@artemis/` and this. */
  readonly name: string;
  /** Loads it where it comes with the command line. Without this it counts only where it is installed beside it. */
  readonly import?: () => Promise<unknown>;
  /** Whether a run with these flags and models has a use for it. */
  readonly isNeeded: (flags: FeatureFlags, models: readonly ModelSettings[], settings: Settings) => boolean;
  /**
   * Variables that name its database. It is loaded only when one of them is set, or when a configuration or a chosen profile names
   * it: a run must not count as degraded for want of a database that nobody has set up.
   */
  readonly databaseVariables?: readonly string[];
  /** Its options: the configured ones, and what the command line, the environment and the flags say. Default: the configured ones. */
  readonly options?: (configured: PluginOptions, invocation: Invocation, settings: Settings) => PluginOptions;
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
    name: 'review',
    import: () => import('@artemis/review'),
    isNeeded: ({ enableReview }) => enableReview,
    options: (configured, invocation, settings) => ({ ...reviewOptions(invocation, configured, isAskedFor('review', settings)) }),
  },
  {
    name: 'reasoning',
    import: () => import('@artemis/reasoning'),
    isNeeded: ({ enableReasoning }) => enableReasoning,
    options: (configured, invocation, settings) => ({
      ...reasoningOptions(invocation, configured, { isAsked: isAskedFor('reasoning', settings), learns: settings.flags.enableLearning }),
    }),
  },
  {
    name: 'supervision',
    import: () => import('@artemis/supervision'),
    isNeeded: (flags, _, settings) => employsSeveral(flags, settings),
    options: (configured, invocation, { flags }) => ({ ...supervisionOptions(invocation, flags, configured) }),
  },
  {
    name: 'mcp',
    import: () => import('@artemis/mcp'),
    isNeeded: ({ enableMcp }, _, settings) => enableMcp && (Object.keys(settings.mcpServers).length > 0 || isAskedFor('mcp', settings)),
    options: (configured, invocation, settings) => ({ ...mcpOptions(invocation, settings, configured) }),
  },
  {
    name: 'rag',
    databaseVariables: ['CHROMA_HOST', 'CHROMA_PORT'],
    isNeeded: ({ enableRag }) => enableRag,
    options: (configured, invocation, { flags }) => ({ ...ragOptions(invocation, flags, configured) }),
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

/** Whether it is loaded: one that needs a database only when that is named, or when somebody asks for the plugin itself. */
export const isWanted = ({ name, databaseVariables }: BundledPlugin, settings: Settings, env: Invocation['env']): boolean =>
  !databaseVariables?.every((variable) => !env[variable]) || isAskedFor(name, settings);

/** Whether a profile was chosen that names the plugin, or a configuration does. */
function isAskedFor(plugin: string, { requested, plugins }: Settings): boolean {
  return (
    requested.some((capability) => capability === plugin) ||
    Object.entries(plugins).some(([name, value]) => value !== false && isNamed({ name: plugin }, name))
  );
}

/** Whether a configured name means this plugin: `build` or `@artemis/build`. */
export const isNamed = ({ name: plugin }: Pick<BundledPlugin, 'name'>, name: string): boolean =>
  name === plugin || name === `@artemis/${plugin}`;
