import { packageFolders, sourcesOf, type PackageFolder } from '../areas.ts';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import { kindOf, kindOfPackage, mayUse } from '../house.ts';
import { packageOf, resolveRelative } from '../module-path.ts';
import type { Repository } from '../repository.ts';

/** Workspace packages use each other one way only, by name, and never another package's files. */
export const packageImports: Check = {
  name: 'package-imports',
  run(repository) {
    const folders = packageFolders(repository);
    const appNames = folders.filter((folder) => folder.group === 'apps').map((folder) => folder.name);
    return folders.flatMap((folder) => [
      ...importFindings(repository, folder, appNames),
      ...manifestFindings(repository, folder, appNames),
    ]);
  },
};

function importFindings(repository: Repository, folder: PackageFolder, appNames: readonly string[]): Finding[] {
  return sourcesOf(repository, folder.path).flatMap((file) =>
    file.imports.flatMap(({ specifier, offset }) => {
      const message = objection(folder, file.path, specifier, appNames);
      return message ? [{ path: file.path, line: file.lineAt(offset), rule: 'package-imports', message }] : [];
    }),
  );
}

function objection(folder: PackageFolder, importer: string, specifier: string, appNames: readonly string[]): string | undefined {
  const target = resolveRelative(importer, specifier);
  if (target !== undefined) {
    return target.startsWith(`${folder.path}/`) ? undefined : `"${specifier}" leaves ${folder.path}; import the package by name`;
  }
  return nameObjection(folder, packageOf(specifier), appNames);
}

function nameObjection(folder: PackageFolder, packageName: string | undefined, appNames: readonly string[]): string | undefined {
  const target = packageName === undefined ? undefined : kindOfPackage(packageName, appNames);
  const kind = kindOf(folder.group, folder.name);
  if (target === undefined || packageName === `@artemis/${folder.name}` || mayUse[kind].includes(target)) return undefined;
  return `${kind} ${folder.path} may not use ${target} ${packageName}`;
}

function manifestFindings(repository: Repository, folder: PackageFolder, appNames: readonly string[]): Finding[] {
  const path = `${folder.path}/package.json`;
  const manifest = JSON.parse(repository.read(path)) as Readonly<Record<string, object | undefined>>;
  const names = ['dependencies', 'peerDependencies', 'optionalDependencies'].flatMap((field) => Object.keys(manifest[field] ?? {}));
  return names.flatMap((name) => {
    const message = nameObjection(folder, name, appNames);
    return message ? [{ path, line: 1, rule: 'package-imports', message }] : [];
  });
}
