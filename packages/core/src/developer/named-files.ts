/** Files whose path or name a text mentions, in the order of the list. */
export function namedFiles(paths: readonly string[], text: string): readonly string[] {
  return paths.filter((path) => text.includes(path.slice(path.lastIndexOf('/') + 1)));
}
