import { createHash } from 'node:crypto';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describeFailure } from '@artemis/core';
import { ConfigError } from './config-error.ts';
import { readSmallFile } from './read-small-file.ts';
import type { ValidConfig } from './validate-config.ts';

/** A configuration file as it lies there: found, not yet believed. */
export interface ConfigFile {
  readonly file: string;
  readonly text: string;
  /** SHA-256 of what Artemis reads of it. */
  readonly hash: string;
  /** Whether it has to be run to be read. */
  readonly isCode: boolean;
}

const importTimeoutMs = 5_000;
const codeExtensions: readonly string[] = ['.ts', '.mts', '.js', '.mjs'];
const projectNames = [
  'artemis.config.ts',
  'artemis.config.mts',
  'artemis.config.js',
  'artemis.config.mjs',
  'artemis.config.json',
  'artemis.yaml',
];
const userNames = ['config.yaml', 'config.json'];

/** The configuration of the user; `null` when there is none. */
export const findUserConfig = (folder: string): Promise<ConfigFile | null> => findFirst(userNames.map((name) => join(folder, name)));

/** The configuration of a project: `artemis.config.*`, `artemis.yaml`, or `"artemis"` in its package.json. */
export async function findProjectConfig(projectDir: string): Promise<ConfigFile | null> {
  return (await findFirst(projectNames.map((name) => join(projectDir, name)))) ?? (await findInManifest(join(projectDir, 'package.json')));
}

/** The file in which projects name their MCP servers, for all programs that use them. */
export const findMcpFile = (projectDir: string): Promise<ConfigFile | null> => findFirst([join(projectDir, '.mcp.json')]);

/** A file the user has named: it must be there. */
export async function openNamedConfig(file: string): Promise<ConfigFile> {
  const found = await findFirst([file]);
  if (found) return found;
  throw new ConfigError({ file }, 'it does not exist', { hint: 'Correct the path, or leave it out to go on with the defaults.' });
}

/**
 * Reads a configuration file. Code is run: ask for trust before.
 *
 * @throws ConfigError with file, line, key and value.
 */
export async function readConfig({ file, text, isCode }: ConfigFile): Promise<ValidConfig> {
  const { validateConfig } = await import('./validate-config.ts');
  if (isCode) return validateConfig({ file, value: await importDefault(file) });
  const { parseDocument } = await import('./parse-document.ts');
  const { value, lineOf } = parseDocument(file, text);
  return validateConfig(file.endsWith('package.json') ? { file, value } : { file, value, lineOf });
}

async function findFirst(files: readonly string[]): Promise<ConfigFile | null> {
  for (const file of files) {
    const text = await readSmallFile(file);
    if (text !== null) return { file, text, hash: hashOf(text), isCode: codeExtensions.includes(extname(file)) };
  }
  return null;
}

/** Only the one key counts, so that a new dependency does not end the trust. A plugin's package says its `apiVersion` there too. */
async function findInManifest(file: string): Promise<ConfigFile | null> {
  const manifest = await readSmallFile(file)
    .then((text) => JSON.parse(text ?? '{}') as unknown)
    .catch(() => null);
  const own = typeof manifest === 'object' && manifest !== null ? (manifest as Record<string, unknown>)['artemis'] : undefined;
  if (typeof own !== 'object' || own === null || Object.keys(own).every((key) => key === 'apiVersion')) return null;
  const { apiVersion: _, ...config } = own as Record<string, unknown>;
  const text = JSON.stringify(config, null, 2);
  return { file, text, hash: hashOf(text), isCode: false };
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

async function importDefault(file: string): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(new ConfigError({ file }, `it did not load within ${importTimeoutMs} ms`, { hint: 'A configuration waits for nothing.' })),
      importTimeoutMs,
    );
  });
  try {
    const loaded = (await Promise.race([import(pathToFileURL(file).href), late])) as { readonly default?: unknown };
    return loaded.default ?? {};
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError({ file }, `it cannot be loaded: ${describeFailure(error)}`, { hint: 'Correct the file.', cause: error });
  } finally {
    clearTimeout(timer);
  }
}
