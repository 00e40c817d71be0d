import { parseSource, type SourceFile } from './source-file.ts';

/** The files a check looks at. Tests make one from a plain object, the command line from the work tree. */
export interface Repository {
  /** Absolute path of the root. */
  readonly root: string;
  /** Every file under version control or about to be, sorted, relative to the root, with `/`. */
  readonly files: readonly string[];
  has(path: string): boolean;
  read(path: string): string;
  /** The parsed file. Parsed once, however many checks ask. */
  parse(path: string): SourceFile;
}

/** Makes a repository from a list of paths and a way to read them. */
export function repositoryOf(root: string, paths: Iterable<string>, read: (path: string) => string): Repository {
  const files = [...paths].toSorted();
  const known = new Set(files);
  const parsed = new Map<string, SourceFile>();
  return {
    root,
    files,
    has: (path) => known.has(path),
    read,
    parse(path) {
      const file = parsed.get(path) ?? parseSource(path, read(path));
      parsed.set(path, file);
      return file;
    },
  };
}

/** Makes a repository from path → text, for tests. */
export function repositoryOfTexts(texts: Readonly<Record<string, string>>): Repository {
  return repositoryOf('/somewhere/repository', Object.keys(texts), (path) => texts[path] ?? '');
}
