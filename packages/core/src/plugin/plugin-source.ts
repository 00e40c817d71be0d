import { describeFailure } from '../errors/describe-failure.ts';
import { sanitizeLine } from '../errors/sanitize-text.ts';
import type { FileSystem } from '../ports/file-system.ts';
import type { Plugin } from './plugin.ts';
import { PluginRefusedError, type PluginRule } from './plugin-refused-error.ts';
import { resolvePlugin } from './resolve-plugin.ts';
import { validatePlugin } from './validate-plugin.ts';

/** A plugin by name, as the configuration says it. */
export interface ConfiguredPlugin {
  /** `rag`, `@artemis/rag`, `artemis-plugin-example` or `@scope/artemis-plugin-example`. */
  readonly name: string;
  /** Given to the plugin's factory. */
  readonly options?: unknown;
  /** Absolute path of the project: the plugin is taken from its `node_modules`, not from Artemis' own. */
  readonly resolveFrom: string;
  /** Loads a module by its address. Default: the platform's `import`. */
  readonly import?: (url: string) => Promise<unknown>;
}

/** A plugin at hand, or the name of one. */
export type PluginSource = Plugin | ConfiguredPlugin;

const nameless = 'without a name';

/** What to call a source before its plugin is known. Never throws. */
export function labelOf(source: PluginSource): string {
  try {
    const { name } = source;
    return (typeof name === 'string' && sanitizeLine(name, 214)) || nameless;
  } catch {
    return nameless;
  }
}

/**
 * The plugin of a source: named ones are resolved, imported and made by their factory. Throws {@link PluginRefusedError}.
 *
 * @param abandoned - Aborted when the deadline has passed: a module that arrives later is not run any further.
 */
export async function obtainPlugin(source: PluginSource, fileSystem: FileSystem, abandoned: AbortSignal): Promise<Plugin> {
  const label = labelOf(source);
  if (!isConfigured(source)) return validatePlugin(source, label);
  const url = await resolvePlugin(source.name, source.resolveFrom, fileSystem);
  const load = source.import ?? ((address: string): Promise<unknown> => import(address));
  const exported = await attempt(label, 'import', 'cannot be imported', async () => ((await load(url)) as { default?: unknown }).default);
  abandoned.throwIfAborted();
  if (typeof exported !== 'function') {
    throw new PluginRefusedError(label, 'default-export', 'has no function as its default export', {
      hint: 'A plugin exports default (options) => definePlugin({ … }).',
    });
  }
  const made: unknown = await attempt(label, 'factory', 'cannot be made by its factory', () => exported(source.options));
  return validatePlugin(made, label);
}

function isConfigured(source: PluginSource): source is ConfiguredPlugin {
  try {
    return typeof (source as Partial<ConfiguredPlugin>).resolveFrom === 'string';
  } catch {
    return false;
  }
}

/** What a plugin throws may be anything, and is only ever looked at through `describeFailure`. */
async function attempt<T>(label: string, rule: PluginRule, problem: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new PluginRefusedError(label, rule, `${problem}: ${describeFailure(error)}`, {
      hint: 'Update or reinstall the plugin, or remove it from the configuration.',
      cause: error,
    });
  }
}
