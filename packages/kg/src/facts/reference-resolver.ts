import type { IndexedFile } from '@artemis/code-index';
import { declarationsIn } from './declarations.ts';
import type { DeclaredNames } from './declared-names.ts';
import type { FileLink } from './file-links.ts';

/** Most declarations one name is taken for: more would say nothing. */
const maxTargets = 3;
/** How many files that only pass a name on are looked through. */
export const maxHops = 3;

/** What is known of a project. */
export interface KnownProject {
  readonly file: (path: string) => IndexedFile | undefined;
  readonly links: (path: string) => readonly FileLink[];
  readonly names: DeclaredNames;
}

/** Says which declarations a name in a file means, as far as that can be told without a type checker. */
export class ReferenceResolver {
  readonly #project: KnownProject;
  /** Ids by path and plain name. */
  readonly #declared = new Map<string, ReadonlyMap<string, readonly string[]>>();

  constructor(project: KnownProject) {
    this.#project = project;
  }

  /** Ids of what is meant: of the file itself, else of what it imports, else the only one of that name in the project. */
  resolve({ path, language }: Pick<IndexedFile, 'path' | 'language'>, name: string): readonly string[] {
    const own = this.#declaredIn(path, name);
    if (own.length > 0) return own;
    const imported = this.#imported(path, name);
    if (imported.length > 0) return imported;
    const only = this.#project.names.onlyPathOf(language, name);
    const everywhere = only === undefined ? [] : this.#declaredIn(only, name);
    return everywhere.length === 1 ? everywhere : [];
  }

  #declaredIn(path: string, name: string): readonly string[] {
    return this.#namesIn(path).get(name)?.slice(0, maxTargets) ?? [];
  }

  #namesIn(path: string): ReadonlyMap<string, readonly string[]> {
    const known = this.#declared.get(path);
    if (known !== undefined) return known;
    const names = new Map<string, string[]>();
    const file = this.#project.file(path);
    for (const { id, symbol } of file === undefined ? [] : declarationsIn(file)) {
      const ids = names.get(symbol.name);
      if (ids) ids.push(id);
      else names.set(symbol.name, [id]);
    }
    this.#declared.set(path, names);
    return names;
  }

  /** An import by that name is followed through files that pass it on; a name without one may be a member of something imported. */
  #imported(path: string, name: string): readonly string[] {
    const links = this.#project.links(path);
    for (const { to, names } of links) {
      if (!names?.includes(name)) continue;
      const found = this.#passedOn(to, name, maxHops, new Set([path]));
      if (found.length > 0) return found;
    }
    const members = links.flatMap(({ to }) => this.#declaredIn(to, name));
    return [...new Set(members)].slice(0, maxTargets);
  }

  #passedOn(path: string, name: string, hops: number, seen: Set<string>): readonly string[] {
    const here = this.#declaredIn(path, name);
    if (here.length > 0 || hops === 0 || seen.has(path)) return here;
    seen.add(path);
    for (const { to, names } of this.#project.links(path)) {
      if (names !== undefined && !names.includes(name)) continue;
      const found = this.#passedOn(to, name, hops - 1, seen);
      if (found.length > 0) return found;
    }
    return [];
  }
}
