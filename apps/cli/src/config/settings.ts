import { resolve } from 'node:path';
import { ArtemisError, FeatureFlags, type OptionalCapability, type TaskLimits } from '@artemis/core';
import type { GlobalOptions } from '../global-options.ts';
import type { Config, ConfiguredModel } from './config.ts';
import { limitsFromEnv } from './env-limits.ts';
import type { Folders } from './folders.ts';
import { readLayers, type ConfigLayer } from './layers.ts';
import { mergeLimits } from './merge-limits.ts';
import { loadProfile, type Profile } from './profiles.ts';
import { teamFlags } from './team-flags.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What all layers say about models. */
export interface ModelLists {
  /** The list that counts: the one of the strongest layer that has any. */
  readonly config: Config['models'];
  /** Models that some layer says more about than their name, strongest first. */
  readonly known: readonly ConfiguredModel[];
}

/** Everything a command needs to know, from all layers: defaults < user file < project file < environment < command line. */
export interface Settings {
  /** Absolute path of the project they are for. */
  readonly projectDir: string;
  readonly flags: FeatureFlags;
  /** Capabilities a profile was chosen for by name. */
  readonly requested: readonly OptionalCapability[];
  /** Whether nothing optional is on. */
  readonly minimal: boolean;
  readonly models: ModelLists;
  readonly plugins: NonNullable<Config['plugins']>;
  /** MCP servers by name, as `.mcp.json` has them. */
  readonly mcpServers: Readonly<Record<string, unknown>>;
  readonly limits: TaskLimits;
  readonly strict: boolean;
  readonly warnings: readonly string[];
}

/** Where settings are looked for. */
export interface SettingsSources {
  readonly options: GlobalOptions;
  readonly env: Environment;
  readonly projectDir: string;
  readonly folders: Folders;
}

/**
 * Reads every layer once; what changes afterwards counts in the next command.
 *
 * @throws ArtemisError `ARTEMIS_E_CONFIG`, `ARTEMIS_E_FLAGS_FILE`, `ARTEMIS_E_USAGE` and their like: nothing broken becomes a default.
 */
export async function loadSettings(sources: SettingsSources): Promise<Settings> {
  const { options, env } = sources;
  const { configs, warnings } = await readLayers(sources);
  const { flags: resolved, profile } = await resolveFlags(configs, sources);
  const flags = teamFlags(resolved, sources);
  const merged = configs.map(({ config }) => config);
  const { limits, warnings: raised } = mergeLimits(configs);
  return {
    projectDir: sources.projectDir,
    flags,
    requested: profile?.capabilities ?? [],
    minimal: Object.entries(flags.toJSON()).every(([flag, value]) => !value || alwaysOn.has(flag)),
    models: {
      config: merged.findLast(({ models }) => models !== undefined)?.models,
      known: merged.toReversed().flatMap(({ models = [] }) => models.filter((model) => typeof model !== 'string')),
    },
    plugins: Object.assign({}, ...merged.map(({ plugins }) => plugins)) as Settings['plugins'],
    mcpServers: Object.assign({}, ...merged.map(({ mcpServers }) => mcpServers)) as Settings['mcpServers'],
    limits: {
      ...limits,
      ...limitsFromEnv(env),
      ...options.run.limits,
      ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
    },
    strict: options.strict ?? strictFromEnv(env) ?? merged.findLast(({ strict }) => strict !== undefined)?.strict ?? false,
    warnings: [...warnings, ...raised, ...flags.warnings, ...trustWarning(env)],
  };
}

const alwaysOn: ReadonlySet<string> = new Set(
  Object.entries(FeatureFlags.minimal().toJSON()).flatMap(([flag, value]) => (value ? [flag] : [])),
);

/** A profile replaces the flags of the layers below it; flags of its own layer count on top of it. */
async function resolveFlags(
  configs: readonly ConfigLayer[],
  sources: SettingsSources,
): Promise<{ readonly flags: FeatureFlags; readonly profile: Profile | undefined }> {
  const { options, env, projectDir } = sources;
  let flags = FeatureFlags.defaults();
  let profile: Profile | undefined;
  const choose = async (name: string | undefined, from: string): Promise<void> => {
    if (name === undefined || name === '') return;
    profile = await loadProfile(name, from);
    ({ flags } = profile);
  };
  for (const { file, config } of configs) {
    await choose(config.profile, resolve(file, '..'));
    flags = flags.with(config.flags ?? {}, file);
  }
  await choose(env['ARTEMIS_PROFILE'], projectDir);
  flags = await FeatureFlags.fromEnv(env, { base: flags });
  const minimalMode = flags.evaluate('enableBuild').source === 'ARTEMIS_MINIMAL_MODE';
  if (minimalMode && options.profile !== undefined && options.profile !== 'minimal') throw contradiction(options.profile);
  if (minimalMode) profile = undefined;
  else await choose(options.profile, process.cwd());
  return { flags, profile };
}

const contradiction = (profile: string): ArtemisError =>
  new ArtemisError('ARTEMIS_E_USAGE', `--profile ${profile} contradicts ARTEMIS_MINIMAL_MODE=true.`, {
    hint: 'Leave out the one, or unset the other.',
  });

const trustWarning = (env: Environment): readonly string[] =>
  env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0'
    ? [
        'NODE_TLS_REJECT_UNAUTHORIZED=0 is set: no certificate is looked at, so whoever is on the way to the model can read the key and the code.',
      ]
    : [];

function strictFromEnv(env: Environment): boolean | undefined {
  const value = (env['ARTEMIS_STRICT'] ?? '').toLowerCase();
  if (value === '') return undefined;
  if (['1', 'true', 'yes', 'on'].includes(value)) return true;
  if (['0', 'false', 'no', 'off'].includes(value)) return false;
  throw new ArtemisError('ARTEMIS_E_USAGE', `ARTEMIS_STRICT is "${value.slice(0, 40)}".`, { hint: 'Set it to true or false.' });
}
