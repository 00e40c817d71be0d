import type { Declaration, Span } from './declaration.ts';

/** Docstrings by the offset of the name they belong to: as the first statement of a body, each belongs to the last name before it. */
export function docstringOwners(docstrings: readonly Span[], declarations: readonly Declaration[]): ReadonlyMap<number, Span> {
  const owners = new Map<number, Span>();
  if (docstrings.length === 0) return owners;
  const names = declarations.map(({ nameStart }) => nameStart).toSorted((a, b) => a - b);
  let at = 0;
  for (const docstring of docstrings.toSorted((a, b) => a.start - b.start)) {
    while ((names[at + 1] ?? Infinity) < docstring.start) at++;
    const name = names[at];
    if (name !== undefined && name < docstring.start) owners.set(name, docstring);
  }
  return owners;
}
