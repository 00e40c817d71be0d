/** Labels of a series, such as `{ component: 'rag' }`. Take values from a small set: never ids, paths or user text. */
export type Labels = Readonly<Record<string, string | number | boolean>>;

/** Longest label name or value that is kept. */
const longestText = 128;

/** Labels as text, sorted by name, values cut at 128 characters. */
export function normalizeLabels(labels: Labels): Record<string, string> {
  const names = Object.keys(labels).toSorted();
  return Object.fromEntries(names.map((name) => [name.slice(0, longestText), String(labels[name]).slice(0, longestText)]));
}

/** One text for each different set of labels, whatever their order. */
export function labelKey(labels: Labels): string {
  const names = Object.keys(labels);
  let key = '';
  for (const name of names.length > 1 ? names.toSorted() : names) key += `${name}\u0001${String(labels[name])}\u0002`;
  return key;
}
