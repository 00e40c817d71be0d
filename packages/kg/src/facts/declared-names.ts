import type { IndexedFile, LanguageName } from '@artemis/code-index';

/** Which files of a project declare a name, tests left out: for names that are used without an import. */
export class DeclaredNames {
  /** The one path, or all of them, by language family and name. Most names have one. */
  readonly #paths = new Map<string, string | Set<string>>();

  /** Takes the names of a file in. */
  add(file: IndexedFile): void {
    for (const key of keysIn(file)) {
      const known = this.#paths.get(key);
      if (known instanceof Set) known.add(file.path);
      else this.#paths.set(key, known === undefined || known === file.path ? file.path : new Set([known, file.path]));
    }
  }

  /** Takes them out again. The file must be as it was when they were taken in. */
  remove(file: IndexedFile): void {
    for (const key of keysIn(file)) {
      const known = this.#paths.get(key);
      if (known === file.path) this.#paths.delete(key);
      else if (known instanceof Set) {
        known.delete(file.path);
        if (known.size === 1) for (const only of known) this.#paths.set(key, only);
      }
    }
  }

  /** The file in a language that declares a name, if it is the only one. */
  onlyPathOf(language: LanguageName | null, name: string): string | undefined {
    const known = this.#paths.get(keyOf(language, name));
    return known instanceof Set ? undefined : known;
  }

  /** Whether a file declares a name. */
  has({ path, language }: IndexedFile, name: string): boolean {
    const known = this.#paths.get(keyOf(language, name));
    return known instanceof Set ? known.has(path) : known === path;
  }
}

const keysIn = ({ language, symbols, isTest }: IndexedFile): ReadonlySet<string> =>
  new Set(isTest ? [] : symbols.map(({ name }) => keyOf(language, name)));

const families: Readonly<Partial<Record<LanguageName, string>>> = { javascript: 'ecma', typescript: 'ecma', tsx: 'ecma' };

const keyOf = (language: LanguageName | null, name: string): string =>
  `${language === null ? '' : (families[language] ?? language)}\n${name}`;
