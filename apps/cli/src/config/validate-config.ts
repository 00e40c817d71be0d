import { flagsByKey, nearestName } from '@artemis/core';
import type { z } from 'zod';
import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import { configSchema, knownKeys } from './config-schema.ts';

/** A configuration that is valid, and what was passed over in it. */
export interface ValidConfig {
  readonly config: Config;
  readonly warnings: readonly string[];
}

/** What a file said, and where. Written keys are kept beside the camelCase ones, since the reader looks for those. */
interface Source {
  readonly file: string;
  readonly value: unknown;
  readonly lineOf?: (path: readonly PropertyKey[]) => number;
}

const formatVersion = 1;

/**
 * Checks what a configuration file says.
 *
 * @throws ConfigError naming file, line, key, value and what is allowed. Unknown keys of a newer format become warnings.
 */
export function validateConfig(source: Source): ValidConfig {
  const spelling = new Map<string, string>();
  const value = normalised(source.value, [], (key, written) => {
    if (spelling.has(key)) throw givenTwice(source, spelling.get(key) ?? key, written);
    spelling.set(key, written);
  });
  const result = configSchema.safeParse(value);
  if (result.success) return { config: result.data, warnings: [] };
  const newer = typeof versionOf(value) === 'number' && Number(versionOf(value)) > formatVersion;
  const unknown = result.error.issues.filter((issue) => issue.code === 'unrecognized_keys');
  const [worst] = newer ? result.error.issues.filter((issue) => issue.code !== 'unrecognized_keys') : result.error.issues;
  if (worst) throw errorOf(worst, source, value, spelling);
  const keys = unknown.flatMap((issue) => issue.keys.map((key) => [...issue.path, key].join('.')));
  const stripped = configSchema.parse(without(value, unknown));
  return {
    config: stripped,
    warnings: keys.map((key) => `${source.file}: "${key}" is not known to this version of Artemis and has no effect.`),
  };
}

const versionOf = (value: unknown): unknown => (isObject(value) ? value['version'] : undefined);

/** snake_case keys become camelCase where keys are ours; names of headers, plugins and servers, and what they are given, stay as they are. */
function normalised(value: unknown, path: readonly string[], note: (key: string, written: string) => void): unknown {
  if (path[0] === 'plugins' || path[0] === 'mcpServers' || path[2] === 'headers') return value;
  if (Array.isArray(value)) return value.map((item: unknown, index) => normalised(item, [...path, String(index)], note));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([written, item]) => {
      const key = path[0] === 'flags' ? (flagsByKey.get(written) ?? written) : camelCase(written);
      const place = [...path, key];
      note(place.join('.'), written);
      return [key, normalised(item, place, note)];
    }),
  );
}

/** Two spellings of one key: nobody can tell which was meant. */
function givenTwice({ file, lineOf }: Source, first: string, second: string): ConfigError {
  const line = lineOf?.([second]);
  return new ConfigError({ file, key: second, ...(line !== undefined && { line }) }, `"${first}" and "${second}" are the same key`, {
    hint: 'Keep one of the two.',
  });
}

const camelCase = (key: string): string => key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const snakeCase = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function errorOf(issue: z.core.$ZodIssue, { file, lineOf }: Source, root: unknown, spelling: ReadonlyMap<string, string>): ConfigError {
  const found = deepest(issue);
  const path = found.code === 'unrecognized_keys' ? [...found.path, found.keys[0] ?? ''] : found.path;
  const written = path.map((_, index) => spelling.get(path.slice(0, index + 1).join('.')) ?? path[index] ?? '');
  const key = written.join('.');
  const line = lineOf?.(written);
  const place = { file, key, ...(line !== undefined && { line }) };
  if (found.code === 'unrecognized_keys') return unknownKey(place, String(written.at(-1)), found.path);
  const value = path.reduce<unknown>(
    (at, part) => (isObject(at) || Array.isArray(at) ? (at as Record<PropertyKey, unknown>)[part] : undefined),
    root,
  );
  const what = key === '' ? 'the file' : `"${key}"`;
  return new ConfigError(
    place,
    `${what} is ${shown(value)}, ${found.message.replace(/^Invalid input: /, '').replace(/^(Too (?:small|big)): /, '')}`,
    {
      hint: `Correct ${what}, or remove it.`,
    },
  );
}

/** A union tells of each of its branches; the one that went furthest is what was meant. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.flat().filter((candidate) => candidate.path.length > 0 || candidate.code === 'unrecognized_keys');
  // A key that is misspelt is also one that is missing.
  const found = inner.find(({ code }) => code === 'unrecognized_keys') ?? inner[0];
  return found ? deepest({ ...found, path: [...issue.path, ...found.path] }) : issue;
}

function unknownKey(place: ConstructorParameters<typeof ConfigError>[0], key: string, path: readonly PropertyKey[]): ConfigError {
  const { here, anywhere } = path[0] === 'flags' ? { here: [], anywhere: flagsByKey.keys() } : knownKeys(path);
  const nearest = nearestName(key, here) ?? nearestName(key, anywhere);
  const known =
    here.length === 0 ? 'Remove it, or look up the flags with: artemis flags' : `Known here: ${here.map(snakeCase).join(', ')}.`;
  const hint = nearest === undefined ? known : `Did you mean "${nearest}"?`;
  return new ConfigError(place, `the key "${key.slice(0, 60)}" is not known`, { hint });
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  // JSON has no word for NaN.
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function without(value: unknown, issues: readonly z.core.$ZodIssueUnrecognizedKeys[]): unknown {
  const copy: unknown = structuredClone(value);
  for (const { path, keys } of issues) {
    const parent = path.reduce<unknown>((at, part) => (at as Record<PropertyKey, unknown>)[part], copy) as Record<string, unknown>;
    for (const key of keys) delete parent[key];
  }
  return copy;
}
