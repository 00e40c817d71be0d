import { posix } from 'node:path';
import type { ProjectPackage } from '../model/project-package.ts';
import { parseCommentedJson } from './parse-commented-json.ts';

/** Most patterns kept of a configuration, and targets of a pattern. */
const maxPatterns = 200;
const maxTargets = 8;

/** The path aliases of a TypeScript configuration; `null` when it has none and takes none over. */
export function tsAliases(path: string, folder: string, text: string): ProjectPackage | null {
  const config = recordOf(parseCommentedJson(text));
  const options = recordOf(config['compilerOptions']);
  const { baseUrl, paths } = options;
  const base = typeof baseUrl === 'string' ? baseUrl : null;
  const patterns = Object.entries(recordOf(paths)).slice(0, maxPatterns);
  const entries = new Map(patterns.map(([pattern, targets]) => [pattern, targetsOf(targets, base ?? '.')]));
  // Below a base URL every path is a name.
  if (base !== null && !entries.has('*')) entries.set('*', [posix.normalize(posix.join(base, '*'))]);
  const parent = parentOf(config['extends'], folder);
  if (entries.size === 0 && parent === null) return null;
  return { name: '', folder, kind: 'aliases', manifest: path, entries: Object.fromEntries(entries), ...(parent !== null && { parent }) };
}

const targetsOf = (targets: unknown, base: string): string[] =>
  Array.isArray(targets)
    ? targets
        .filter((target) => typeof target === 'string')
        .slice(0, maxTargets)
        .map((target) => posix.normalize(posix.join(base, target)))
    : [];

/** The configuration in the project that is taken over. The last of several has the last word. */
function parentOf(extended: unknown, folder: string): string | null {
  const last: unknown = Array.isArray(extended) ? extended.at(-1) : extended;
  if (typeof last !== 'string' || !last.startsWith('.')) return null;
  const path = posix.normalize(posix.join(folder, last));
  return path.startsWith('..') ? null : path.endsWith('.json') ? path : `${path}.json`;
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {};
