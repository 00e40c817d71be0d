import type { CodeSymbol } from '../../model/code-symbol.ts';
import type { IndexedFile } from '../../model/indexed-file.ts';

/** Paths of the files that declare a type, by its name. */
export type TypesByName = ReadonlyMap<string, readonly string[]>;

const typeKinds: ReadonlySet<string> = new Set(['class', 'interface', 'enum', 'type']);

/** The namespaces of C# in a project, each with its types. */
export function namespacesOf(files: readonly IndexedFile[]): ReadonlyMap<string, TypesByName> {
  const namespaces = new Map<string, Map<string, string[]>>();
  for (const { path, symbols } of files.filter(({ language }) => language === 'c-sharp')) {
    const spaces = symbols.filter(({ kind }) => kind === 'module');
    for (const space of spaces) {
      const types = entryOf(namespaces, fullName(space, spaces), () => new Map<string, string[]>());
      for (const symbol of symbols) if (belongs(symbol, space, spaces)) entryOf(types, symbol.name, () => []).push(path);
    }
  }
  return namespaces;
}

/** A namespace within another has the name of both. */
function fullName({ name, parent }: CodeSymbol, spaces: readonly CodeSymbol[]): string {
  const outer = spaces.find((each) => each.name === parent);
  return outer === undefined || outer.name === name ? name : `${fullName(outer, [])}.${name}`;
}

/** One namespace at the top of a file holds all of it, whether it has braces or not. */
const belongs = ({ kind, parent }: CodeSymbol, { name }: CodeSymbol, spaces: readonly CodeSymbol[]): boolean =>
  typeKinds.has(kind) && (spaces.length === 1 || parent === name);

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
