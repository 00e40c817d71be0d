import { isAbsolute, resolve } from 'node:path';
import type { Config } from './config.ts';
import { findMcpFile, findProjectConfig, findUserConfig, openNamedConfig, readConfig, type ConfigFile } from './read-config.ts';
import type { SettingsSources } from './settings.ts';

/** One configuration file that counts. */
export interface ConfigLayer {
  readonly file: string;
  readonly config: Config;
  /** Whether the user vouches for it. A project that nobody has trusted may lower limits, and not raise them. */
  readonly trusted: boolean;
}

/** The configuration files that count, weakest first. */
export interface Layers {
  readonly configs: readonly ConfigLayer[];
  readonly warnings: readonly string[];
}

/** Reads the user's file, the project's `.mcp.json`, and the project's own file or the one named with `--config` in its place. */
export async function readLayers({ options, projectDir, folders }: SettingsSources): Promise<Layers> {
  const user = await findUserConfig(folders.config);
  const servers = await findMcpFile(projectDir);
  const named =
    options.config === undefined ? null : await openNamedConfig(isAbsolute(options.config) ? options.config : resolve(options.config));
  const project = named ?? (await findProjectConfig(projectDir));
  const parts = [
    ...(user ? [await readTrusted(user)] : []),
    ...(servers ? [await readServers(servers, folders.config)] : []),
    // Who names a file on the command line trusts it.
    ...(project ? [named ? await readTrusted(project) : await readOfProject(project, folders.config)] : []),
  ];
  return { configs: parts.flatMap(({ configs }) => configs), warnings: parts.flatMap(({ warnings }) => warnings) };
}

/** Programs that a project wants to start: none of them is, before the user has trusted the file. */
async function readServers(source: ConfigFile, configFolder: string): Promise<Layers> {
  const { file } = source;
  const { isTrusted } = await import('./trust.ts');
  const { readMcpFile } = await import('./read-mcp-file.ts');
  const config = await readMcpFile(source);
  const names = Object.keys(config.mcpServers ?? {});
  if (names.length === 0) return { configs: [], warnings: [] };
  if (await isTrusted(configFolder, source)) return { configs: [{ file, config, trusted: true }], warnings: [] };
  return {
    configs: [],
    warnings: [
      wants(
        file,
        names.map((name) => `MCP server ${name}`),
      ),
    ],
  };
}

const wants = (file: string, what: readonly string[]): string =>
  `${file} wants ${what.join(', ')}, which counts only in a trusted project. Look at it, then: artemis trust`;

async function readTrusted(source: ConfigFile): Promise<Layers> {
  const { config, warnings } = await readConfig(source);
  return { configs: [{ file: source.file, config, trusted: true }], warnings };
}

/** A project is data until the user trusts it: it runs no code and names no address, no key and no plugin. */
async function readOfProject(source: ConfigFile, configFolder: string): Promise<Layers> {
  const { isTrusted, privilegesOf, withoutPrivileges } = await import('./trust.ts');
  if (await isTrusted(configFolder, source)) return readTrusted(source);
  const { file } = source;
  if (source.isCode)
    return {
      configs: [],
      warnings: [`${file} is code and is not run, because this project is not trusted. Look at it, then: artemis trust`],
    };
  const { config, warnings } = await readConfig(source);
  const { plugins, models, servers } = privilegesOf(config);
  const refused = [
    ...plugins.map((name) => `plugin ${name}`),
    ...models.map(({ model }) => `model ${model}`),
    ...Object.keys(servers).map((name) => `MCP server ${name}`),
  ];
  return {
    configs: [{ file, config: withoutPrivileges(config), trusted: false }],
    warnings: refused.length > 0 ? [...warnings, wants(file, refused)] : warnings,
  };
}
