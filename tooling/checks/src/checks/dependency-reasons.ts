import { packageFolders } from '../areas.ts';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import { lineOfKey, manifestPath, readManifest, runtimeDependencies } from '../manifest.ts';
import { tableRowsOf } from '../markdown.ts';
import type { Repository } from '../repository.ts';

const page = 'docs/dependencies.md';

/** Every package that a user installs with us has a row with its reason, and every row has a package. */
export const dependencyReasons: Check = {
  name: 'dependency-reasons',
  run(repository) {
    const rows = repository.has(page) ? tableRowsOf(repository.read(page)) : [];
    const reasons = new Map(rows.map(({ cells, line }) => [(cells[0] ?? '').replaceAll('`', ''), { reason: cells.at(-1) ?? '', line }]));
    const used = usedDependencies(repository);
    const unexplained = used.filter(({ name }) => !reasons.get(name)?.reason);
    const unused = [...reasons].filter(([name]) => !used.some((dependency) => dependency.name === name));
    return [
      ...unexplained.map(({ name, path, line }): Finding => finding(path, line, `${name} has no reason in ${page}`)),
      ...unused.map(([name, { line }]): Finding => finding(page, line, `no package depends on ${name}`)),
    ];
  },
};

function usedDependencies(repository: Repository): { readonly name: string; readonly path: string; readonly line: number }[] {
  return packageFolders(repository)
    .filter(({ group }) => group !== 'tooling')
    .flatMap((folder) => {
      const path = manifestPath(folder);
      const names = runtimeDependencies(readManifest(repository, folder)).filter((name) => !name.startsWith('@artemis/'));
      return names.map((name) => ({ name, path, line: lineOfKey(repository.read(path), name) }));
    });
}

function finding(path: string, line: number, message: string): Finding {
  return { path, line, rule: 'dependency-reasons', message };
}
