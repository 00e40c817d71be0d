import { readFile } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import {
  ArtemisError,
  FeatureFlags,
  flagsFromComponents,
  nearestName,
  optionalCapabilities,
  flagOf,
  type OptionalCapability,
} from '@artemis/core';
import { ConfigError } from './config-error.ts';
import { openNamedConfig } from './read-config.ts';

/** A profile: which features are on, and which capabilities it asks for by name. */
export interface Profile {
  readonly name: string;
  readonly flags: FeatureFlags;
  readonly capabilities: readonly OptionalCapability[];
}

/**
 * A shipped profile by name, or one in a YAML or JSON file by its path.
 *
 * @param from - Folder that a relative path starts from.
 * @throws ArtemisError `ARTEMIS_E_USAGE` for a name that is not known; ConfigError for a file that cannot be used.
 */
export async function loadProfile(name: string, from: string): Promise<Profile> {
  // The one profile that must start at once, and must not fail over a file.
  if (name === 'minimal') return { name, flags: FeatureFlags.minimal('profile minimal'), capabilities: [] };
  const content = /[/\\]|\.(?:ya?ml|json)$/.test(name)
    ? await readProfileFile(isAbsolute(name) ? name : resolve(from, name))
    : await shippedProfile(name);
  const flags = flagsFromComponents(content, `profile ${name}`);
  return { name, flags, capabilities: optionalCapabilities.filter((capability) => flags[flagOf(capability)]) };
}

async function shippedProfile(name: string): Promise<unknown> {
  const text = await readFile(new URL('./profiles.json', import.meta.url), 'utf8');
  const profiles = JSON.parse(text) as Readonly<Record<string, { readonly enabled_components: unknown }>>;
  if (Object.hasOwn(profiles, name)) return profiles[name]?.enabled_components;
  const names = Object.keys(profiles);
  const nearest = nearestName(name, names);
  throw new ArtemisError('ARTEMIS_E_USAGE', `There is no profile "${name.slice(0, 60)}".`, {
    hint: nearest === undefined ? `Known are ${names.join(', ')}; a path names a file of your own.` : `Did you mean "${nearest}"?`,
  });
}

async function readProfileFile(path: string): Promise<unknown> {
  const { file, text } = await openNamedConfig(path);
  const { parseDocument } = await import('./parse-document.ts');
  const { value, lineOf } = parseDocument(file, text);
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const unknown = keys.find((key) => key !== 'enabled_components');
  if (unknown !== undefined) {
    throw new ConfigError({ file, key: unknown, line: lineOf([unknown]) }, `the key "${unknown.slice(0, 60)}" is not known`, {
      hint: 'A profile has one key: enabled_components.',
    });
  }
  if (keys.length === 0) throw new ConfigError({ file }, 'it has no enabled_components', { hint: 'List the components that shall be on.' });
  return (value as { readonly enabled_components: unknown }).enabled_components;
}
