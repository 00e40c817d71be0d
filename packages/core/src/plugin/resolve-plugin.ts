import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ArtemisError } from '../errors/artemis-error.ts';
import type { FileSystem } from '../ports/file-system.ts';
import { packageEntry, type PackageManifest } from './package-entry.ts';
import { pluginApiVersion } from './plugin.ts';
import { pluginPackageNames } from './plugin-package-names.ts';
import { PluginRefusedError } from './plugin-refused-error.ts';

interface InstalledPackage {
  readonly directory: string;
  readonly manifest: PackageManifest;
}

/**
 * Address of the module behind a configured plugin name, looked for in the `node_modules` folders of the project and above it,
 * as `import` in the project would. Not found by scanning: only the names the configured one stands for are looked at.
 *
 * @throws ArtemisError `ARTEMIS_E_PLUGIN_MISSING` with the install command.
 * @throws PluginRefusedError when the package is made for another Artemis or exports nothing.
 */
export async function resolvePlugin(name: string, projectDir: string, fileSystem: FileSystem): Promise<string> {
  const candidates = pluginPackageNames(name);
  for (const candidate of candidates) {
    const found = await findPackage(candidate, projectDir, fileSystem);
    if (found) return entryOf(name, found);
  }
  throw await missing(name, candidates, projectDir, fileSystem);
}

async function findPackage(packageName: string, projectDir: string, fileSystem: FileSystem): Promise<InstalledPackage | undefined> {
  for (let folder = projectDir; ; folder = dirname(folder)) {
    const directory = join(folder, 'node_modules', packageName);
    const text = await fileSystem.readFile(join(directory, 'package.json'), 'utf8').catch(() => undefined);
    if (text !== undefined) return { directory, manifest: parseManifest(packageName, text) };
    if (folder === dirname(folder)) return undefined;
  }
}

function parseManifest(packageName: string, text: string): PackageManifest {
  try {
    const manifest: unknown = JSON.parse(text);
    if (typeof manifest === 'object' && manifest !== null && !Array.isArray(manifest)) return manifest;
  } catch (error) {
    throw new PluginRefusedError(packageName, 'import', 'has a package.json that is not valid JSON', {
      hint: 'Install it again.',
      cause: error,
    });
  }
  throw new PluginRefusedError(packageName, 'import', 'has a package.json that holds no object', { hint: 'Install it again.' });
}

function entryOf(name: string, { directory, manifest }: InstalledPackage): string {
  checkDeclaredVersion(name, manifest.artemis);
  const entry = packageEntry(manifest);
  if (entry !== undefined) return pathToFileURL(join(directory, entry)).href;
  throw new PluginRefusedError(name, 'import', 'exports nothing that can be imported', {
    hint: 'Its package.json needs "exports": "./index.js" or the like.',
  });
}

/** A package says its version in the manifest too, so that nothing of it need run to see that it does not fit. */
function checkDeclaredVersion(name: string, artemis: unknown): void {
  const declared: unknown =
    typeof artemis === 'object' && artemis !== null ? (artemis as Record<string, unknown>)['apiVersion'] : undefined;
  if (declared === undefined || declared === pluginApiVersion) return;
  const needs = typeof declared === 'number' ? declared : null;
  throw new PluginRefusedError(
    name,
    'api-version',
    `needs API version ${needs ?? 'unknown'}, this Artemis has version ${pluginApiVersion}`,
    {
      hint: `Install a version of the plugin for API version ${pluginApiVersion}.`,
      facts: { needs, has: pluginApiVersion },
    },
  );
}

async function missing(name: string, candidates: readonly string[], projectDir: string, fileSystem: FileSystem): Promise<ArtemisError> {
  const [likely, ...others] = candidates;
  if (likely === undefined) {
    return new PluginRefusedError(JSON.stringify(name.slice(0, 64)).slice(1, -1), 'name', 'is no npm package name', {
      hint: 'Name a plugin as "rag" or "@scope/artemis-plugin-example".',
    });
  }
  const install = await installCommand(projectDir, fileSystem);
  const command = `${install} ${likely}`;
  const alternative = others.length === 0 ? '' : ` (or, if that is what you mean: ${install} ${others.join(' ')})`;
  return new ArtemisError('ARTEMIS_E_PLUGIN_MISSING', `Plugin "${name}" is not installed in ${projectDir}.`, {
    hint: `Install it with: ${command}${alternative}`,
    facts: { plugin: name, command },
  });
}

const installCommands = [
  ['pnpm-lock.yaml', 'pnpm add'],
  ['yarn.lock', 'yarn add'],
  ['bun.lock', 'bun add'],
] as const;

async function installCommand(projectDir: string, fileSystem: FileSystem): Promise<string> {
  for (const [lockFile, command] of installCommands) {
    const found = await fileSystem.access(join(projectDir, lockFile)).then(
      () => true,
      () => false,
    );
    if (found) return command;
  }
  return 'npm install';
}
