/** The plan of the house: which package may use which, and which room of core may use which. ARCHITECTURE.md shows the same in words. */

const scope = '@artemis/';

/** What a package of the workspace is. */
export type PackageKind = 'core' | 'library' | 'plugin' | 'app' | 'tooling';

const libraries: readonly string[] = ['code-index', 'process'];

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

/** A room of core: what is in it, and what it may know. */
export interface RoomRule {
  /** For the reader of ARCHITECTURE.md. */
  readonly holds: string;
  /** Other rooms it may import from. */
  readonly knows: readonly string[];
  /** Of those, the ones it may import only types from. */
  readonly typesOnly?: readonly string[];
  /** Files it may not import all the same, as the beginning of a path below `src/`. */
  readonly files?: readonly string[];
}

const network: readonly string[] = ['node:net', 'node:http', 'node:https', 'node:http2', 'node:tls', 'node:dgram', 'node:dns'];
const processes: readonly string[] = ['node:child_process', 'node:worker_threads', 'node:cluster'];

/** Every room of core. The files in `src/` itself put the rooms together and may know all but `testing`. */
export const rooms: Readonly<Record<string, RoomRule>> = {
  errors: { holds: 'the coded error, the table of codes, exit codes, taking secrets out of text', knows: [] },
  text: { holds: 'rules about text that several rooms share', knows: [] },
  ports: { holds: 'time, chance, disk, network and locks as interfaces, and the real ones', knows: ['errors'] },
  resilience: {
    holds: 'circuit breaker, deadlines, the one retry, bulkhead, health checker, degradation manager',
    knows: ['errors', 'ports'],
  },
  task: { holds: 'types only: the task, what the stages hand on, the result, the events', knows: ['resilience'] },
  capability: { holds: 'types only: one contract a capability, and the map of all', knows: ['resilience', 'task'] },
  events: { holds: 'the stream of events, their stamps, their spelling on the wire', knows: ['errors', 'ports', 'task'] },
  metrics: { holds: 'counters, gauges, timers and histograms in bounded memory', knows: ['errors', 'events', 'ports', 'task'] },
  flags: { holds: 'which capabilities are on: file, environment, defaults', knows: ['capability', 'errors', 'ports', 'resilience'] },
  component: {
    holds: '**the one place that decides who serves**: flag, breaker, primary, fallback, floor',
    knows: ['capability', 'errors', 'events', 'ports', 'resilience', 'task'],
    typesOnly: ['capability'],
  },
  journal: {
    holds: 'the append-only record of a run, reading it back, the store of runs',
    knows: ['capability', 'errors', 'events', 'ports', 'task'],
  },
  workspace: {
    holds: 'the only way to touch project files: path guard, atomic writes, patches, undo',
    knows: ['capability', 'errors', 'ports', 'task'],
  },
  llm: {
    holds: 'the client for OpenAI-compatible servers, its error classes, structured answers, budget',
    knows: ['capability', 'component', 'errors', 'plugin', 'ports', 'resilience', 'task'],
    typesOnly: ['component', 'plugin'],
  },
  plugin: {
    holds: 'what a plugin is, finding, checking and loading it under a deadline',
    knows: ['capability', 'component', 'errors', 'flags', 'llm', 'metrics', 'ports', 'resilience', 'task'],
  },
  developer: {
    holds: 'asking a model for a patch, and the tools it may use',
    knows: ['capability', 'errors', 'llm', 'ports', 'resilience', 'task', 'text', 'workspace'],
  },
  floor: {
    holds: "core's own answer for each capability when nothing else stands",
    knows: ['capability', 'component', 'developer', 'task'],
  },
  executor: {
    holds: 'one run: the stages in order, the repair loop, the result',
    knows: [
      'capability',
      'component',
      'developer',
      'errors',
      'events',
      'journal',
      'llm',
      'plugin',
      'ports',
      'resilience',
      'task',
      'text',
      'workspace',
    ],
    // It asks for a capability; which model answers is not its business.
    files: ['llm/openai-', 'llm/wire/'],
  },
};

/** Modules that touch the world, and the only rooms of core that may import them. */
export const guardedModules: readonly { readonly modules: readonly string[]; readonly rooms: readonly string[] }[] = [
  { modules: ['node:fs'], rooms: ['ports', 'workspace'] },
  { modules: network, rooms: ['ports'] },
  { modules: processes, rooms: ['ports'] },
  { modules: ['openai'], rooms: ['llm'] },
];

/** Rooms of core that hold types and nothing that runs. */
export const roomsOfTypes: readonly string[] = ['task', 'capability'];

/** Whether a specifier is one of the modules or below one. */
export function isModule(specifier: string, modules: readonly string[]): boolean {
  return modules.some((module) => specifier === module || specifier.startsWith(`${module}/`));
}

/** The capabilities of core by name. The room that chooses who serves knows none of them. */
export const capabilityNames: readonly string[] = ['llm', 'rag', 'kg', 'reasoning', 'build', 'review', 'supervision', 'mcp'];
