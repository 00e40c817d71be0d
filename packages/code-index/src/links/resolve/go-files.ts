import { posix } from 'node:path';
import type { CodeImport } from '../../model/code-import.ts';
import type { ProjectPaths } from './project-paths.ts';

/** Resolves imports of Go: a package is all files of its folder that are no tests. */
export function goFiles(_from: string, { specifier }: CodeImport, project: ProjectPaths): readonly string[] {
  const modules = project.goModules.filter(({ name }) => specifier === name || specifier.startsWith(`${name}/`));
  const [module] = modules.toSorted((a, b) => b.name.length - a.name.length);
  if (module === undefined) return [];
  const folder = posix.join(module.folder, specifier.slice(module.name.length));
  return project.in(folder.replace(/^\/|\/$/g, '') || '.').filter((path) => path.endsWith('.go') && !path.endsWith('_test.go'));
}
