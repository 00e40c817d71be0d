import { posix } from 'node:path';
import type { IndexedFile } from '../../model/indexed-file.ts';
import type { ProjectIndex } from '../../model/project-index.ts';
import type { ProjectPackage } from '../../model/project-package.ts';
import { namespacesOf, type TypesByName } from './namespaces.ts';
import { PathAliases } from './path-aliases.ts';

/** A name that so many files have says nothing. */
const mostNamesakes = 500;

/** The paths of a project, as resolvers ask for them. */
export class ProjectPaths {
  readonly goModules: readonly ProjectPackage[];
  readonly aliases: PathAliases;
  readonly #npmPackages: ReadonlyMap<string, ProjectPackage>;
  readonly #npmByFolder: ReadonlyMap<string, ProjectPackage>;
  readonly #files: readonly IndexedFile[];
  readonly #paths: ReadonlyMap<string, IndexedFile>;
  readonly #byName = new Map<string, string[]>();
  readonly #byFolder = new Map<string, string[]>();

  #namespaces: ReadonlyMap<string, TypesByName> | null = null;
  #names: { readonly path: string; readonly names: ReadonlySet<string> } | null = null;

  constructor({ files, packages }: Pick<ProjectIndex, 'files' | 'packages'>) {
    this.goModules = packages.filter(({ kind }) => kind === 'go');
    this.aliases = new PathAliases(packages);
    const npm = packages.filter(({ kind }) => kind === 'npm');
    this.#npmPackages = new Map(npm.filter(({ name }) => name !== '').map((each) => [each.name, each]));
    this.#npmByFolder = new Map(npm.map((each) => [each.folder === '' ? '.' : each.folder, each]));
    this.#files = files;
    this.#paths = new Map(files.map((file) => [file.path, file]));
    for (const path of this.#paths.keys()) {
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

  /** The package a file belongs to. */
  packageOf(path: string): ProjectPackage | undefined {
    for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
      const found = this.#npmByFolder.get(folder);
      if (found !== undefined || folder === '.') return found;
    }
  }

  /** The types of a namespace of C#. */
  namespace(name: string): TypesByName | undefined {
    this.#namespaces ??= namespacesOf(this.#files);
    return this.#namespaces.get(name);
  }

  /** Names that a file calls or uses. */
  namesIn(path: string): ReadonlySet<string> {
    if (this.#names?.path !== path) {
      this.#names = { path, names: new Set(this.#paths.get(path)?.references.map(({ name }) => name)) };
    }
    return this.#names.names;
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
