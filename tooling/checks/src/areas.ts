import type { Repository } from './repository.ts';
import type { SourceFile } from './source-file.ts';

/** A package folder: its path, its group and its name within the group. */
export interface PackageFolder {
  readonly path: string;
  readonly group: 'packages' | 'apps' | 'tooling';
  readonly name: string;
}

/** Every folder of the workspace that has a package.json. */
export function packageFolders(repository: Repository): PackageFolder[] {
  return repository.files.flatMap((file) => {
    const match = /^(packages|apps|tooling)\/([^/]+)\/package\.json$/.exec(file);
    return match ? [{ path: `${match[1]}/${match[2]}`, group: match[1] as PackageFolder['group'], name: match[2] ?? '' }] : [];
  });
}

/** Code that people install: the sources of packages and apps. */
export function productSources(repository: Repository): SourceFile[] {
  return parseAll(repository, /^(packages|apps)\/[^/]+\/src\/.*\.ts$/);
}

/** All code that runs outside tests, tooling and examples included. */
export function allSources(repository: Repository): SourceFile[] {
  return [...productSources(repository), ...parseAll(repository, /^(tooling\/[^/]+|examples)\/(?!test\/).*\.ts$/)];
}

/** The sources of one package. */
export function sourcesOf(repository: Repository, folder: string): SourceFile[] {
  return parseAll(repository, new RegExp(`^${folder}/src/.*\\.ts$`));
}

/** Files that hold tests. */
export function testFiles(repository: Repository): SourceFile[] {
  return parseAll(repository, /\.test\.ts$/);
}

function parseAll(repository: Repository, pattern: RegExp): SourceFile[] {
  return repository.files.filter((path) => pattern.test(path) && !path.includes('/fixtures/')).map((path) => repository.parse(path));
}
