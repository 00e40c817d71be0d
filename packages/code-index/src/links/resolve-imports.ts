import type { LanguageName } from '../language/language-name.ts';
import type { IndexedFile } from '../model/indexed-file.ts';
import type { ProjectIndex } from '../model/project-index.ts';
import type { Resolver } from './resolve/resolver.ts';
import { cSharpFiles } from './resolve/c-sharp-files.ts';
import { ecmaFiles } from './resolve/ecma-files.ts';
import { goFiles } from './resolve/go-files.ts';
import { javaFiles, namedFiles, phpFiles, rubyFiles } from './resolve/named-files.ts';
import { ProjectPaths } from './resolve/project-paths.ts';
import { pythonFiles } from './resolve/python-files.ts';
import { rustFiles } from './resolve/rust-files.ts';

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

/** PowerShell hardly imports: it names no file. */
const resolvers: Readonly<Partial<Record<LanguageName, Resolver>>> = {
  typescript: ecmaFiles,
  tsx: ecmaFiles,
  javascript: ecmaFiles,
  python: pythonFiles,
  go: goFiles,
  rust: rustFiles,
  java: javaFiles,
  'c-sharp': cSharpFiles,
  cpp: namedFiles,
  php: phpFiles,
  ruby: rubyFiles,
  bash: namedFiles,
  css: namedFiles,
};

/**
 * The imports of an index that mean files of the project, in the order of the files. What comes from outside, or cannot be told
 * from the text and the manifests alone, is left out. An import of a Go package means all of its files.
 */
export function resolveImports(index: Pick<ProjectIndex, 'files' | 'packages'>): readonly ImportLink[] {
  const resolver = new ImportResolver(index);
  return index.files.flatMap((file) => resolver.linksOf(file));
}

/** The same for one file after the other. */
export class ImportResolver {
  readonly #project: ProjectPaths;

  constructor(index: Pick<ProjectIndex, 'files' | 'packages'>) {
    this.#project = new ProjectPaths(index);
  }

  /** The imports of a file of the index that mean files of the project. */
  linksOf({ path, language, imports }: Pick<IndexedFile, 'path' | 'language' | 'imports'>): readonly ImportLink[] {
    const resolve = language === null ? undefined : resolvers[language];
    if (resolve === undefined) return [];
    return imports.flatMap((imported) =>
      resolve(path, imported, this.#project)
        .filter((to) => to !== path)
        .map((to) => ({ from: path, to, ...imported })),
    );
  }
}
