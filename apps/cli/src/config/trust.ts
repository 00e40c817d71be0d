import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config, ConfiguredModel } from './config.ts';
import { ConfigError } from './config-error.ts';
import type { ConfigFile } from './read-config.ts';
import { readUserFile, writeUserFile } from './user-file.ts';

/** Which configuration files of projects the user trusts, by the hash of their content. Any edit ends the trust. */
type TrustedFiles = Readonly<Record<string, string>>;

const storeOf = (configFolder: string): string => join(configFolder, 'trusted.json');

/** Whether the user has trusted this very content. */
export async function isTrusted(configFolder: string, { file, hash }: ConfigFile): Promise<boolean> {
  const files = await readTrusted(configFolder);
  return files[await realpath(file)] === hash;
}

/** Remembers, or forgets, that a configuration file is trusted. */
export async function setTrusted(configFolder: string, { file, hash }: ConfigFile, trusted: boolean): Promise<void> {
  const { [await realpath(file)]: _, ...others } = await readTrusted(configFolder);
  const files = trusted ? { ...others, [await realpath(file)]: hash } : others;
  await writeUserFile(storeOf(configFolder), { version: 1, files });
}

async function readTrusted(configFolder: string): Promise<TrustedFiles> {
  const file = storeOf(configFolder);
  const stored = (await readUserFile(file)) as { readonly files?: unknown } | null;
  if (stored === null) return {};
  const { files } = stored;
  const valid = typeof files === 'object' && files !== null && Object.values(files).every((hash) => typeof hash === 'string');
  if (valid) return files as TrustedFiles;
  throw new ConfigError({ file }, 'it does not list trusted files', {
    hint: 'Remove it and trust your projects again with: artemis trust',
  });
}

/** What of a configuration needs trust: it would run code, or send the code and the key somewhere else. */
export interface Privileges {
  readonly plugins: readonly string[];
  readonly models: readonly ConfiguredModel[];
  /** MCP servers by name: they are programs, or get what the model sends them. */
  readonly servers: Readonly<Record<string, unknown>>;
}

/** The parts of a configuration that need trust. */
export function privilegesOf({ plugins = {}, models = [], mcpServers = {} }: Config): Privileges {
  return {
    servers: mcpServers,
    plugins: Object.entries(plugins)
      .filter(([, value]) => value !== false)
      .map(([name]) => name),
    models: models
      .filter((model) => typeof model !== 'string')
      .filter(({ baseUrl, keyVariable, headers }) => [baseUrl, keyVariable, headers].some((value) => value !== undefined)),
  };
}

/** A configuration without what needs trust. Of a model its name is left: prices and tiers decide what a run may spend and who may serve. */
export function withoutPrivileges(config: Config): Config {
  const { plugins: _, mcpServers: __, models = [], ...rest } = config;
  const { models: privileged } = privilegesOf(config);
  const kept = models.filter((model) => typeof model === 'string' || !privileged.includes(model)).map(nameOnly);
  return { ...rest, ...(kept.length > 0 && { models: kept }) };
}

const nameOnly = (entry: string | ConfiguredModel): string | ConfiguredModel =>
  typeof entry === 'string' ? entry : { model: entry.model, ...(entry.vendor !== undefined && { vendor: entry.vendor }) };
