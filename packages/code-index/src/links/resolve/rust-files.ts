import { posix } from 'node:path';
import type { CodeImport } from '../../model/code-import.ts';
import type { ProjectPaths } from './project-paths.ts';

const folderFiles: ReadonlySet<string> = new Set(['mod.rs', 'lib.rs', 'main.rs']);

/** Resolves `mod` and `use` of Rust within one crate: the longest path that is a module. */
export function rustFiles(from: string, { specifier }: CodeImport, project: ProjectPaths): readonly string[] {
  const [start, ...parts] = specifier.replace(/::\{[^]*$|\s+as\s[^]*$|::\*$/, '').split('::');
  const own = folderOf(from);
  if (start === 'self') return longest(own, parts, project);
  if (start === 'super') return longest(posix.dirname(own), parts, project);
  return start === 'crate' ? longest(crateFolder(from), parts, project) : [];
}

/** Folder where the submodules of a file are. */
const folderOf = (path: string): string => (folderFiles.has(posix.basename(path)) ? posix.dirname(path) : path.replace(/\.rs$/, ''));

/** The nearest `src` above a file, else the folder of the file. */
function crateFolder(from: string): string {
  const parts = posix.dirname(from).split('/');
  const at = parts.lastIndexOf('src');
  return at < 0 ? posix.dirname(from) : parts.slice(0, at + 1).join('/');
}

function longest(folder: string, parts: readonly string[], project: ProjectPaths): string[] {
  for (let length = parts.length; length > 0; length--) {
    const base = posix.join(folder, ...parts.slice(0, length));
    const found = project.first([`${base}.rs`, posix.join(base, 'mod.rs')]);
    if (found.length > 0) return found;
  }
  return [];
}
