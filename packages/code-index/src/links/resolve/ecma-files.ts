import { posix } from 'node:path';
import type { CodeImport } from '../../model/code-import.ts';
import type { ProjectPackage } from '../../model/project-package.ts';
import type { ProjectPaths } from './project-paths.ts';

const endings = ['.ts', '.tsx', '.mts', '.cts', '.d.ts', '.js', '.jsx', '.mjs', '.cjs', '.d.mts', '.d.cts', '.json'];
/** What a compiled name was before it was compiled. */
const compiled: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\.(?:d\.ts|jsx?)$/, ['.ts', '.tsx', '.d.ts', '.js', '.jsx']],
  [/\.(?:d\.mts|mjs)$/, ['.mts', '.d.mts', '.mjs']],
  [/\.(?:d\.cts|cjs)$/, ['.cts', '.d.cts', '.cjs']],
];

/** Resolves imports of TypeScript and JavaScript: relative ones, and those of packages of the same workspace. */
export function ecmaFiles(from: string, { specifier }: CodeImport, project: ProjectPaths): readonly string[] {
  if (specifier.startsWith('.')) return project.first(candidates(posix.join(posix.dirname(from), specifier)));
  const found = project.npmPackage(specifier);
  if (found === undefined) return [];
  const { folder, entries } = found;
  const subpath = specifier.slice(found.name.length) || '';
  const targets = targetsOf(`.${subpath}`, entries);
  const direct = subpath === '' ? ['src/index', 'index'] : [subpath.slice(1), `src${subpath}`];
  return project.first(
    [...targets, ...direct]
      .flatMap((target) => [target, sourceOf(target)])
      .flatMap((target) => [...candidates(posix.join(folder, target))]),
  );
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

/** What a subpath stands for, by name or by a pattern with one star. */
function targetsOf(subpath: string, entries: ProjectPackage['entries']): readonly string[] {
  const exact = entries[subpath];
  if (exact !== undefined) return exact;
  for (const [pattern, targets] of Object.entries(entries)) {
    const [head, tail, ...more] = pattern.split('*');
    if (head === undefined || tail === undefined || more.length > 0) continue;
    if (subpath.length < head.length + tail.length || !subpath.startsWith(head) || !subpath.endsWith(tail)) continue;
    const star = subpath.slice(head.length, subpath.length - tail.length);
    return targets.map((target) => target.replaceAll('*', () => star));
  }
  return [];
}
