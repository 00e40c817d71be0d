import { posix } from 'node:path';
import type { CodeImport } from '../../model/code-import.ts';
import type { ProjectPaths } from './project-paths.ts';

/** Resolves imports that name a file, beside the importing one or anywhere in the project: C, C++, CSS, shell scripts. */
export function namedFiles(from: string, { specifier }: CodeImport, project: ProjectPaths): readonly string[] {
  // `$(dirname "$0")/lib.sh` and `url("a.css")` name a file too.
  const path = specifier.replace(/^url\(\s*["']?|["']?\s*\)$/g, '').replace(/^[^]*[)}"]\//, '');
  return nearbyOrAnywhere(from, [path], project);
}

/** Resolves imports of Ruby. */
export const rubyFiles = (from: string, { specifier }: CodeImport, project: ProjectPaths): readonly string[] =>
  nearbyOrAnywhere(from, [`${specifier}.rb`, specifier], project);

/** Resolves imports of Java: the class, or the class a static member is taken from. */
export function javaFiles(from: string, { specifier }: CodeImport, project: ProjectPaths): readonly string[] {
  const parts = specifier.split('.');
  const found = project.endingIn(`${parts.join('/')}.java`, from);
  return found.length > 0 || parts.length < 3 ? found : project.endingIn(`${parts.slice(0, -1).join('/')}.java`, from);
}

/** Resolves imports of PHP: required files, and classes by the last parts of their namespace, which the first part is mapped away from. */
export function phpFiles(from: string, { specifier }: CodeImport, project: ProjectPaths): readonly string[] {
  if (specifier.endsWith('.php')) return nearbyOrAnywhere(from, [specifier.replace(/^\//, '')], project);
  const parts = specifier.split('\\').filter((part) => part !== '');
  for (let skipped = 0; skipped < Math.min(parts.length, 3); skipped++) {
    const found = project.endingIn(`${parts.slice(skipped).join('/')}.php`, from);
    if (found.length > 0) return found;
  }
  return [];
}

function nearbyOrAnywhere(from: string, names: readonly string[], project: ProjectPaths): readonly string[] {
  const near = project.first(names.map((name) => posix.join(posix.dirname(from), name)));
  if (near.length > 0) return near;
  for (const name of names) {
    const found = project.endingIn(name.replace(/^(?:\.{1,2}\/)+/, ''), from);
    if (found.length > 0) return found;
  }
  return [];
}
