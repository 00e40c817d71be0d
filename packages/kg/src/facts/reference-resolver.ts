import type { ImportLink, IndexedFile, LanguageName } from '@artemis/code-index';
import type { DeclaredSymbol } from './declarations.ts';

/** Most declarations one name is taken for: more would say nothing. */
const maxTargets = 3;
/** How many files that only pass a name on are looked through. */
const maxHops = 3;

/** Says which declarations a name in a file means, as far as that can be told without a type checker. */
export class ReferenceResolver {
  /** Ids by path and plain name. */
  readonly #byPath = new Map<string, ReadonlyMap<string, readonly string[]>>();
  /** Ids by language family and plain name, tests left out. */
  readonly #everywhere = new Map<string, string[]>();
  readonly #links: ReadonlyMap<string, readonly ImportLink[]>;

  constructor(files: readonly IndexedFile[], declared: ReadonlyMap<string, readonly DeclaredSymbol[]>, links: readonly ImportLink[]) {
    this.#links = Map.groupBy(links, ({ from }) => from);
    for (const file of files) {
      const names = new Map<string, string[]>();
      for (const { id, symbol } of declared.get(file.path) ?? []) {
        push(names, symbol.name, id);
        if (!file.isTest) push(this.#everywhere, keyOf(file.language, symbol.name), id);
      }
      this.#byPath.set(file.path, names);
    }
  }

  /** Ids of what is meant: of the file itself, else of what it imports, else the only one of that name in the project. */
  resolve(file: IndexedFile, name: string): readonly string[] {
    const own = this.#declaredIn(file.path, name);
    if (own.length > 0) return own;
    const imported = this.#imported(file.path, name);
    if (imported.length > 0) return imported;
    const everywhere = this.#everywhere.get(keyOf(file.language, name)) ?? [];
    return everywhere.length === 1 ? everywhere : [];
  }

  #declaredIn(path: string, name: string): readonly string[] {
    return this.#byPath.get(path)?.get(name)?.slice(0, maxTargets) ?? [];
  }

  /** An import by that name is followed through files that pass it on; a name without one may be a member of something imported. */
  #imported(path: string, name: string): readonly string[] {
    const links = this.#links.get(path) ?? [];
    const named = links.filter(({ names }) => names?.includes(name));
    for (const { to } of named) {
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
    for (const { to, names } of this.#links.get(path) ?? []) {
      if (names !== undefined && !names.includes(name)) continue;
      const found = this.#passedOn(to, name, hops - 1, seen);
      if (found.length > 0) return found;
    }
    return [];
  }
}

const families: Readonly<Partial<Record<LanguageName, string>>> = { javascript: 'ecma', typescript: 'ecma', tsx: 'ecma' };

const keyOf = (language: LanguageName | null, name: string): string =>
  `${language === null ? '' : (families[language] ?? language)}\n${name}`;

function push(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
