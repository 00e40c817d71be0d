import { fileURLToPath } from 'node:url';
import { Artemis, Redactor, describeFailure, flagOf, type Logger, type ModelSettings, type Plugin, type PluginReport } from '@artemis/core';
import type { Settings } from '../config/settings.ts';
import type { Invocation } from '../invocation.ts';
import { secretsIn } from '../secrets-in.ts';
import { line } from '../terminal/line.ts';
import { bundledPlugins, isNamed, type BundledPlugin } from './bundled-plugins.ts';

/** What an Artemis is put together from. */
export interface Composition {
  readonly settings: Settings;
  readonly models: readonly ModelSettings[];
  /** Absolute path of the project, where configured plugins are looked for. */
  readonly projectDir: string;
  /** Plugins at hand, loaded before all others. */
  readonly plugins?: readonly Plugin[];
}

/** A plugin that was asked for and is not used. */
export interface RefusedPlugin {
  readonly name: string;
  readonly code: string;
  readonly reason: string;
  readonly hint: string;
}

/** An Artemis with its plugins loaded, and what became of those that were asked for. */
export interface OpenArtemis {
  readonly artemis: Artemis;
  readonly refused: readonly RefusedPlugin[];
}

/** Puts an Artemis together: bundled plugins whose capability is on, then configured ones, then those a profile asks for. */
export async function openArtemis(invocation: Invocation, { settings, models, projectDir, plugins = [] }: Composition): Promise<OpenArtemis> {
  const artemis = new Artemis({ models, stateDir: invocation.folders.state, flags: settings.flags, secrets: secretsIn(invocation.env), logger: loggerFor(invocation) });
  const refused: RefusedPlugin[] = [];
  const note = (report: PluginReport | RefusedPlugin): void => {
    if ('reason' in report) refused.push({ name: report.name, code: report.code, reason: report.reason, hint: report.hint });
  };
  for (const plugin of plugins) note(await artemis.loadPlugin(plugin));
  for (const plugin of bundledPlugins) if (isWanted(plugin, settings)) note(await loadBundled(artemis, plugin, optionsOf(plugin, settings)));
  for (const [name, value] of Object.entries(settings.plugins)) {
    if (value === false || bundledPlugins.some((plugin) => isNamed(plugin, name))) continue;
    note(await artemis.loadPlugin({ name, resolveFrom: projectDir, ...(value !== true && { options: value }) }));
  }
  for (const name of missingCapabilities(artemis, settings)) note(await artemis.loadPlugin({ name, resolveFrom: fileURLToPath(new URL('..', import.meta.url)) }));
  return { artemis, refused };
}

const isWanted = (plugin: BundledPlugin, { flags, plugins }: Settings): boolean =>
  flags[flagOf(plugin.capability)] && !Object.entries(plugins).some(([name, value]) => isNamed(plugin, name) && value === false);

function optionsOf(plugin: BundledPlugin, { plugins }: Settings): Readonly<Record<string, unknown>> {
  const value = Object.entries(plugins).find(([name]) => isNamed(plugin, name))?.[1];
  return typeof value === 'object' ? value : {};
}

/** A bundled plugin whose install is broken is refused like any other, by its name and with its reason. */
async function loadBundled(artemis: Artemis, plugin: BundledPlugin, options: Readonly<Record<string, unknown>>): Promise<PluginReport | RefusedPlugin> {
  try {
    return await artemis.loadPlugin(await plugin.load(options));
  } catch (error) {
    return { name: `@artemis/${plugin.name}`, code: 'ARTEMIS_E_PLUGIN_REFUSED', reason: describeFailure(error), hint: 'Install @artemis/cli again.' };
  }
}

/** Capabilities a chosen profile names that nobody serves. Whether their package stands beside this one is seen by loading it. */
const missingCapabilities = (artemis: Artemis, { requested, plugins }: Settings): readonly string[] =>
  requested.filter(
    (capability) => plugins[capability] === undefined && plugins[`@artemis/${capability}`] === undefined && !artemis.components.list().some((component) => component.capability === capability),
  );

/** Diagnostics of plugins go to stderr with `-v`, and nowhere without. */
function loggerFor({ options, terminal, env }: Invocation): Logger {
  const redactor = new Redactor(secretsIn(env));
  const print = (facts: object, message: string): void => {
    if (options.verbose) terminal.err.print(line(`  ${redactor.redact(message)} ${redactor.redact(JSON.stringify(facts))}`, 'faint'));
  };
  return { debug: () => {}, info: print, warn: print, error: print };
}
