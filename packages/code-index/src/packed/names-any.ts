import type { IndexedFile } from '../model/indexed-file.ts';
import { packedOf } from './stored-file.ts';

/** Above so many names it is quicker to unpack than to look for each. */
const mostSearched = 24;

/** Whether a file calls or uses any of some names. Much quicker than unpacking its references, for few names. */
export function namesAny(file: IndexedFile, names: ReadonlySet<string>): boolean {
  if (names.size > mostSearched) return file.references.some(({ name }) => names.has(name));
  const { references } = packedOf(file);
  // Each reference begins with its name.
  return [...names].some((name) => references.includes(`[${JSON.stringify(name)},`));
}
