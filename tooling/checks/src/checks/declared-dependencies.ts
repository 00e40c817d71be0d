import { Visitor } from 'oxc-parser';
import { packageFolders, sourcesOf, type PackageFolder } from '../areas.ts';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import { lineOfKey, manifestPath, readManifest, runtimeDependencies } from '../manifest.ts';
import { packageOf } from '../module-path.ts';
import type { Repository } from '../repository.ts';
import type { SourceFile } from '../source-file.ts';

/** What the sources import is in the manifest, and the manifest asks for nothing that they do not use. */
export const declaredDependencies: Check = {
  name: 'declared-dependencies',
  run: (repository) =>
    packageFolders(repository).flatMap((folder) => [...undeclaredImports(repository, folder), ...unusedDependencies(repository, folder)]),
};

function undeclaredImports(repository: Repository, folder: PackageFolder): Finding[] {
  const manifest = readManifest(repository, folder);
  const declared = new Set([...runtimeDependencies(manifest), manifest.name]);
  // Types are gone at run time, and tooling runs only here, beside the root's own tools.
  const forTypes = new Set([...declared, ...Object.keys(manifest.devDependencies ?? {})]);
  const root = repository.has('package.json') ? (readManifest(repository, { path: '.' }).devDependencies ?? {}) : {};
  return sourcesOf(repository, folder.path).flatMap((file) =>
    file.imports.flatMap(({ specifier, kind, offset }) => {
      const name = packageOf(specifier);
      const allowed = kind === 'type' || folder.group === 'tooling' ? forTypes : declared;
      if (name === undefined || allowed.has(name) || (folder.group === 'tooling' && name in root)) return [];
      return [finding(file.path, file.lineAt(offset), `${name} is not in ${manifestPath(folder)}`)];
    }),
  );
}

function unusedDependencies(repository: Repository, folder: PackageFolder): Finding[] {
  const path = manifestPath(folder);
  const mentioned = new Set(sourcesOf(repository, folder.path).flatMap(mentionedPackages));
  return runtimeDependencies(readManifest(repository, folder))
    .filter((name) => !mentioned.has(name))
    .map((name) => finding(path, lineOfKey(repository.read(path), name), `nothing in src uses ${name}`));
}

/** Packages that are imported, or named at the beginning of a string, as in `import.meta.resolve('a/b.wasm')`. */
function mentionedPackages(file: SourceFile): string[] {
  const found = file.imports.map(({ specifier }) => specifier);
  new Visitor({
    Literal: ({ value }) => void (typeof value === 'string' && found.push(value)),
    TemplateElement: ({ value }) => void found.push(value.raw),
  }).visit(file.program);
  return found.flatMap((specifier) => packageOf(specifier) ?? []);
}

function finding(path: string, line: number, message: string): Finding {
  return { path, line, rule: 'declared-dependencies', message };
}
