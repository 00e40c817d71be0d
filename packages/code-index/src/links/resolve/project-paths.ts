import { posix } from 'node:path';
import type { ProjectIndex } from '../../model/project-index.ts';
import type { ProjectPackage } from '../../model/project-package.ts';

/** A name that so many files have says nothing. */
const mostNamesakes = 500;

/** The paths of a project, as resolvers ask for them. */
export class ProjectPaths {
  readonly goModules: readonly ProjectPackage[];
  readonly #npmPackages: ReadonlyMap<string, ProjectPackage>;
  readonly #paths: ReadonlySet<string>;
  readonly #byName = new Map<string, string[]>();
  readonly #byFolder = new Map<string, string[]>();

  constructor({ files, packages }: Pick<ProjectIndex, 'files' | 'packages'>) {
    this.goModules = packages.filter(({ kind }) => kind === 'go');
    this.#npmPackages = new Map(packages.filter(({ kind }) => kind === 'npm').map((each) => [each.name, each]));
    this.#paths = new Set(files.map(({ path }) => path));
    for (const path of this.#paths) {
      push(this.#byName, posix.basename(path), path);
      push(this.#byFolder, posix.dirname(path), path);
    }
  }

  has(path: string): boolean {
    return this.#paths.has(path);
  }

  /** The package an import names: `name`, `name/below`, `@scope/name`, `@scope/name/below`. */
  npmPackage(specifier: string): ProjectPackage | undefined {
    const parts = specifier.split('/', 3);
    return this.#npmPackages.get(parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/'));
  }

  /** The first of the paths that is a file of the project, as a list. */
  first(paths: Iterable<string>): string[] {
    for (const path of paths) if (this.#paths.has(path)) return [path];
    return [];
  }

  /** Files directly in a folder; `.` for the project folder. */
  in(folder: string): readonly string[] {
    return this.#byFolder.get(folder) ?? [];
  }

  /** The one file whose path ends in these parts; none when several do equally well. The nearest to `from` counts. */
  endingIn(ending: string, from: string): string[] {
    const named = this.#byName.get(posix.basename(ending)) ?? [];
    if (named.length > mostNamesakes) return [];
    const found = named.filter((path) => path === ending || path.endsWith(`/${ending}`));
    const nearest = Math.max(...found.map((path) => sharedParts(path, from)));
    const best = found.filter((path) => sharedParts(path, from) === nearest);
    return best.length === 1 ? best : [];
  }
}

/** How many folders two paths have in common from the top. */
export function sharedParts(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  let shared = 0;
  while (shared < left.length - 1 && shared < right.length - 1 && left[shared] === right[shared]) shared++;
  return shared;
}

function push(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
