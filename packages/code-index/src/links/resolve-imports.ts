import { posix } from 'node:path';
import type { ProjectIndex } from '../model/project-index.ts';

/** An import that means a file of the project. */
export interface ImportLink {
  /** Path of the file with the import. */
  readonly from: string;
  /** Path of the file it means. */
  readonly to: string;
  readonly specifier: string;
  readonly line: number;
  /** Names it takes, if it says so. */
  readonly names?: readonly string[];
}

/** The imports of an index that mean files of the project. What comes from outside, or cannot be told from the text alone, is left out. */
export function resolveImports(index: ProjectIndex): readonly ImportLink[] {
  const paths = new Set(index.files.map(({ path }) => path));
  return index.files.flatMap((file) =>
    file.imports.flatMap(({ specifier, ...rest }) => {
      if (!specifier.startsWith('.')) return [];
      const base = posix.join(posix.dirname(file.path), specifier);
      const to = [base, `${base}.ts`, base.replace(/\.js$/, '.ts'), `${base}/index.ts`].find((path) => paths.has(path));
      return to === undefined ? [] : [{ from: file.path, to, specifier, ...rest }];
    }),
  );
}
