import type { Plugin } from './plugin.ts';
import { validatePlugin } from './validate-plugin.ts';

/**
 * Makes a plugin, checked at once and frozen.
 *
 * @throws PluginRefusedError `ARTEMIS_E_PLUGIN_REFUSED` when a member is missing or the API version is not this one.
 */
export function definePlugin(plugin: Plugin): Plugin {
  return validatePlugin(plugin);
}
