import { fileURLToPath } from 'node:url';
import { Artemis, Redactor, type ArtemisOptions, type Logger, type ModelSettings, type Plugin, type PluginReport } from '@artemis/core';
import type { Settings } from '../config/settings.ts';
import type { Invocation } from '../invocation.ts';
import { secretsIn, secretsOf, secretsOfAgents, secretsOfServers } from '../secrets-in.ts';
import { line } from '../terminal/line.ts';
import { bundledPlugins, comesAlong, isNamed, isWanted, type BundledPlugin } from './bundled-plugins.ts';

/** What an Artemis is put together from. */
export interface Composition {
  readonly settings: Settings;
  readonly models: readonly ModelSettings[];
  /** Absolute path of the project, where configured plugins are looked for. */
  readonly projectDir: string;
  /** Plugins at hand, loaded before all others. */
  readonly plugins?: readonly Plugin[];
  /** Who may answer. Default: every model, and nothing is kept. */
  readonly policy?: Pick<ArtemisOptions, 'modelFallback' | 'answerCache' | 'hedging'>;
}

/** A plugin that was asked for and is not used. */
export type RefusedPlugin = Extract<PluginReport, { readonly status: 'refused' }>;

/** Where this package lies: what is installed beside it is trusted as much as it is. */
const ownFolder = fileURLToPath(new URL('.', import.meta.url));

/** Puts an Artemis together: bundled plugins that are needed, then configured ones, then those a profile asks for. */
export async function openArtemis(invocation: Invocation, composition: Composition): Promise<Artemis> {
  const { settings, models, projectDir, plugins = [], policy } = composition;
  const { folders, env, terminal } = invocation;
  const secrets = [...secretsOf(models), ...secretsOfServers(settings.mcpServers, env), ...secretsOfAgents(settings.plugins, env)];
  terminal.hide(secrets);
  const artemis = new Artemis({
    models,
    stateDir: folders.state,
    flags: settings.flags,
    secrets: [...secretsIn(env), ...secrets],
    logger: loggerFor(invocation),
    ...(policy?.modelFallback && { modelFallback: policy.modelFallback }),
    ...(policy?.answerCache && { answerCache: policy.answerCache }),
    ...(policy?.hedging && { hedging: policy.hedging }),
  });
  for (const plugin of plugins) await artemis.loadPlugin(plugin);
  const bundled = bundledPlugins.filter(comesAlong);
  for (const plugin of bundled.filter((one) => one.isNeeded(settings.flags, models, settings) && isWanted(one, settings, env)))
    await loadBundled(artemis, plugin, settings, invocation);
  for (const [name, value] of Object.entries(settings.plugins)) {
    if (value === false || bundled.some((plugin) => isNamed(plugin, name))) continue;
    await artemis.loadPlugin({ name, resolveFrom: projectDir, ...(value !== true && { options: value }) });
  }
  for (const name of missingCapabilities(artemis, settings)) await artemis.loadPlugin({ name, resolveFrom: ownFolder });
  return artemis;
}

/** What became of the plugins that are not used. */
export const refusedBy = (artemis: Artemis): readonly RefusedPlugin[] => artemis.plugins.filter((report) => report.status === 'refused');

async function loadBundled(artemis: Artemis, plugin: BundledPlugin, settings: Settings, invocation: Invocation): Promise<void> {
  const value = Object.entries(settings.plugins).find(([name]) => isNamed(plugin, name))?.[1];
  if (value === false) return;
  const configured = typeof value === 'object' ? value : {};
  const options = plugin.options?.(configured, invocation, settings) ?? configured;
  await artemis.loadPlugin({
    name: `@artemis/${plugin.name}`,
    resolveFrom: ownFolder,
    ...(plugin.import && { import: plugin.import }),
    ...(Object.keys(options).length > 0 && { options }),
  });
}

/** Capabilities a chosen profile names that nobody serves and no plugin was tried for. Whether there is one is seen by loading it. */
function missingCapabilities(artemis: Artemis, { requested, plugins }: Settings): readonly string[] {
  const served = new Set<string>(artemis.components.list().map(({ capability }) => capability));
  const tried = new Set([...Object.keys(plugins), ...artemis.plugins.map(({ name }) => name)]);
  return requested.filter((capability) => !served.has(capability) && !tried.has(capability) && !tried.has(`@artemis/${capability}`));
}

/** Diagnostics of plugins go to stderr with `-v`, and nowhere without. */
function loggerFor({ options, terminal }: Invocation): Logger {
  const print = (facts: object, message: string): void => {
    if (options.verbose)
      terminal.err.print(line(`  ${message} ${terminal.err.safeJson(JSON.stringify(withoutSecrets.redactValue(facts)))}`, 'faint'));
  };
  return { debug: () => {}, info: print, warn: print, error: print };
}

/** Makes plain JSON of anything: what a plugin logs may refer to itself, or throw when it is looked at. */
const withoutSecrets = new Redactor();
