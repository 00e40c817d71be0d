/** The plan of the house: which package may use which, and which room of core may use which. ARCHITECTURE.md shows the same in words. */

const scope = '@artemis/';

/** What a package of the workspace is. */
export type PackageKind = 'core' | 'library' | 'plugin' | 'app' | 'tooling';

const libraries: readonly string[] = ['code-index'];

/** Kind of the package in a folder. */
export function kindOf(group: string, name: string): PackageKind {
  if (group === 'apps') return 'app';
  if (group === 'tooling') return 'tooling';
  if (name === 'core') return 'core';
  return libraries.includes(name) ? 'library' : 'plugin';
}

/** Kind of the workspace package with this npm name; `undefined` for one from outside. */
export function kindOfPackage(packageName: string, appNames: readonly string[]): PackageKind | undefined {
  if (!packageName.startsWith(scope)) return undefined;
  const name = packageName.slice(scope.length);
  if (name.startsWith('tooling-')) return 'tooling';
  return kindOf(appNames.includes(name) ? 'apps' : 'packages', name);
}

/** Dependencies point one way: the kinds of workspace package each kind may use. */
export const mayUse: Readonly<Record<PackageKind, readonly PackageKind[]>> = {
  core: [],
  library: ['core'],
  plugin: ['core', 'library'],
  app: ['core', 'library', 'plugin'],
  tooling: ['core', 'library', 'plugin', 'app', 'tooling'],
};

/** What a room of core must do without. */
export interface RoomRule {
  /** Rooms it may not import at all. */
  readonly rooms?: readonly string[];
  /** Rooms it may import types from, and nothing that runs. */
  readonly typesOnly?: readonly string[];
  /** Files it may not import, as the beginning of a path below `src/`. */
  readonly files?: readonly string[];
  /** Modules, as a prefix: `node:fs` also means `node:fs/promises`. */
  readonly modules?: readonly string[];
}

const network: readonly string[] = ['node:net', 'node:http', 'node:https', 'node:http2', 'node:tls', 'node:dgram', 'node:dns'];
const disk: readonly string[] = ['node:fs'];
const processes: readonly string[] = ['node:child_process', 'node:worker_threads', 'node:cluster'];

/** What each room of core may not touch. A room that is not listed has only the rules that hold for all. */
export const mayNotTouch: Readonly<Record<string, RoomRule>> = {
  resilience: {
    rooms: ['component', 'plugin', 'llm', 'developer', 'executor', 'workspace', 'flags', 'capability'],
    modules: ['openai'],
  },
  component: { rooms: ['llm', 'developer', 'executor', 'workspace'], typesOnly: ['capability'], modules: ['openai'] },
  executor: { files: ['llm/openai-'], modules: [...network, 'openai'] },
  errors: { rooms: ['component', 'plugin', 'llm', 'developer', 'executor', 'workspace', 'resilience', 'capability', 'metrics', 'flags'] },
  ports: { rooms: ['component', 'plugin', 'llm', 'developer', 'executor', 'workspace', 'resilience', 'capability', 'metrics', 'flags'] },
};

/** Modules that touch the world, and the only rooms of core that may import them. `''` is the folder itself. */
export const guardedModules: readonly { readonly modules: readonly string[]; readonly rooms: readonly string[] }[] = [
  { modules: disk, rooms: ['ports', 'workspace'] },
  { modules: network, rooms: ['ports', 'llm'] },
  { modules: processes, rooms: ['ports'] },
];

/** Rooms of core that hold types and nothing that runs. */
export const roomsOfTypes: readonly string[] = ['task', 'capability'];

/** Whether a specifier is one of the modules or below one. */
export function isModule(specifier: string, modules: readonly string[]): boolean {
  return modules.some((module) => specifier === module || specifier.startsWith(`${module}/`));
}

/** The capabilities of core by name. The room that chooses who serves knows none of them. */
export const capabilityNames: readonly string[] = ['llm', 'rag', 'kg', 'reasoning', 'build', 'review', 'supervision', 'mcp'];
