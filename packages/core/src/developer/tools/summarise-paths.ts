/** Paths below a folder as lines: each by name where there are few, else folders with the number of files in them. */
export function summarisePaths(paths: readonly string[], folder: string, maxLines: number): readonly string[] {
  if (paths.length <= maxLines) return paths;
  const counts = new Map<string, number>();
  for (const path of paths) {
    const next = path.indexOf('/', folder.length);
    const entry = next === -1 ? path : path.slice(0, next + 1);
    counts.set(entry, (counts.get(entry) ?? 0) + 1);
  }
  const lines = [...counts].map(([entry, count]) => (entry.endsWith('/') ? `${entry} (${count} files)` : entry));
  return lines.length > maxLines ? [...lines.slice(0, maxLines), `[… ${lines.length - maxLines} more]`] : lines;
}
