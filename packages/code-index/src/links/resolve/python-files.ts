import { posix } from 'node:path';
import type { CodeImport } from '../../model/code-import.ts';
import type { ProjectPaths } from './project-paths.ts';

/** Resolves imports of Python: relative ones, and modules below the folders that imports usually start from. */
export function pythonFiles(from: string, { specifier, names = [] }: CodeImport, project: ProjectPaths): readonly string[] {
  // What is taken from a package may be a module in it.
  const modules = names.map((name) => moduleFile(from, specifier.endsWith('.') ? specifier + name : `${specifier}.${name}`, project));
  const found = modules.flat();
  const needsPackage = names.length === 0 || modules.some((files) => files.length === 0);
  return [...new Set(needsPackage ? [...found, ...moduleFile(from, specifier, project)] : found)];
}

function moduleFile(from: string, module: string, project: ProjectPaths): string[] {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const path = module.slice(dots).replaceAll('.', '/');
  const starts = dots > 0 ? [posix.join(posix.dirname(from), ...Array.from({ length: dots - 1 }, () => '..'))] : startsOf(from, project);
  return project.first(starts.flatMap((start) => filesOf(posix.join(start, path))));
}

const filesOf = (base: string): string[] => [
  `${base}.py`,
  posix.join(base, '__init__.py'),
  `${base}.pyi`,
  posix.join(base, '__init__.pyi'),
];

/** Folders an absolute import may start from: the one that holds the package of the file, the ones above it, and `src`. */
function startsOf(from: string, project: ProjectPaths): string[] {
  const starts: string[] = [];
  let folder = posix.dirname(from);
  while (folder !== '.' && project.has(posix.join(folder, '__init__.py'))) folder = posix.dirname(folder);
  for (; folder !== '.'; folder = posix.dirname(folder)) starts.push(folder);
  return [...starts, '.', 'src', 'lib'];
}
