import type { ProjectTree } from './project-tree.ts';

/** A tree of these files, with the texts of those that detection may read. TOML is parsed at once, as its parser is loaded only when needed. */
export async function projectTree(files: readonly string[], texts: ReadonlyMap<string, string>): Promise<ProjectTree> {
  const tables = new Map<string, object>();
  const written = [...texts].filter(([path]) => path.endsWith('.toml'));
  if (written.length > 0) {
    const { parse } = await import('smol-toml');
    for (const [path, text] of written) {
      try {
        tables.set(path, parse(text));
      } catch {
        // A broken file tells nothing: the tool that owns it will say why.
      }
    }
  }
  return { files, text: (path) => texts.get(path) ?? null, table: (path) => tables.get(path) ?? null };
}
