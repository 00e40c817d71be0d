import { languageOf, resolveImports, type CodeImport, type IndexedFile, type ProjectPackage } from '../../src/index.ts';
import { isTestPath } from '../../src/links/is-test-path.ts';
import { packageIn } from '../../src/links/package-in.ts';

/** A file with imports and nothing else. */
export function file(path: string, imports: readonly (string | CodeImport)[] = []): IndexedFile {
  return {
    path,
    language: languageOf(path),
    sha256: '',
    bytes: 0,
    stamp: '',
    symbols: [],
    imports: imports.map((each) => (typeof each === 'string' ? { specifier: each, line: 1 } : each)),
    references: [],
    isTest: isTestPath(path),
  };
}

/** What an import in `from` means in a project of these files. */
export function resolve(
  from: string,
  imported: string | CodeImport,
  paths: readonly string[],
  packages: readonly ProjectPackage[] = [],
): string[] {
  const files = [file(from, [imported]), ...paths.map((path) => file(path))];
  return resolveImports({ files, packages }).map(({ to }) => to);
}

/** The package of a manifest. */
export const npm = (folder: string, manifest: object): ProjectPackage =>
  packageIn(`${folder}/package.json`, JSON.stringify(manifest)) as ProjectPackage;
