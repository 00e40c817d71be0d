import { posix } from 'node:path';
import type { CodeImport } from '../../model/code-import.ts';
import { matching } from './path-aliases.ts';
import type { ProjectPaths } from './project-paths.ts';

const endings = ['.ts', '.tsx', '.mts', '.cts', '.d.ts', '.js', '.jsx', '.mjs', '.cjs', '.d.mts', '.d.cts', '.json'];
/** What a compiled name was before it was compiled. */
const compiled: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\.(?:d\.ts|jsx?)$/, ['.ts', '.tsx', '.d.ts', '.js', '.jsx']],
  [/\.(?:d\.mts|mjs)$/, ['.mts', '.d.mts', '.mjs']],
  [/\.(?:d\.cts|cjs)$/, ['.cts', '.d.cts', '.cjs']],
];

/**
 * Resolves imports of TypeScript and JavaScript: relative ones, those that a path alias or the `imports` of the own package stands
 * for, and packages of the same workspace.
 */
export function ecmaFiles(from: string, { specifier }: CodeImport, project: ProjectPaths): readonly string[] {
  if (specifier.startsWith('.')) return project.first(candidates(posix.join(posix.dirname(from), specifier)));
  const aliases = specifier.startsWith('#') ? project.packageOf(from) : project.aliases.inForce(from);
  const aliased = aliases === undefined ? [] : project.first(filesOf(aliases.folder, matching(specifier, aliases.entries)));
  return aliased.length > 0 ? aliased : fromPackage(specifier, project);
}

function fromPackage(specifier: string, project: ProjectPaths): readonly string[] {
  const found = project.npmPackage(specifier);
  if (found === undefined) return [];
  const { name, folder, entries } = found;
  const subpath = specifier.slice(name.length);
  const direct = subpath === '' ? ['src/index', 'index'] : [subpath.slice(1), `src${subpath}`];
  return project.first(filesOf(folder, [...matching(`.${subpath}`, entries), ...direct]));
}

/** Files that targets may be, as they stand or before they were built. */
function* filesOf(folder: string, targets: readonly string[]): Iterable<string> {
  for (const target of targets) {
    yield* candidates(posix.join(folder, target));
    yield* candidates(posix.join(folder, sourceOf(target)));
  }
}

/** The file itself, what it was compiled from, the file without its ending, and the index of a folder. */
function* candidates(base: string): Iterable<string> {
  const path = base.replace(/[?#].*$/, '');
  yield path;
  for (const [pattern, sources] of compiled) {
    if (pattern.test(path)) for (const source of sources) yield path.replace(pattern, source);
  }
  for (const ending of endings) yield path + ending;
  for (const ending of endings) yield posix.join(path, `index${ending}`);
}

/** Where the source of a built file usually is. */
const sourceOf = (target: string): string => target.replace(/^(?:dist|build|lib|out)\/(?:esm\/|cjs\/|types\/)?/, 'src/');
