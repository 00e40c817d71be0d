import type { CodeImport } from '../../model/code-import.ts';
import type { ProjectPaths } from './project-paths.ts';

/**
 * Resolves `using` of C#. It names a namespace, which any number of files make up: those are meant that declare a type the importing
 * file names. `using static`, and an alias, name a type.
 */
export function cSharpFiles(from: string, { specifier }: CodeImport, project: ProjectPaths): readonly string[] {
  const types = project.namespace(specifier);
  if (types === undefined) {
    const dot = specifier.lastIndexOf('.');
    return project.namespace(specifier.slice(0, Math.max(dot, 0)))?.get(specifier.slice(dot + 1)) ?? [];
  }
  return [...new Set([...project.namesIn(from)].flatMap((name) => types.get(name) ?? []))];
}
