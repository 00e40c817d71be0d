import { packageFolders } from '../areas.ts';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import { packageOf, resolveRelative } from '../module-path.ts';
import type { Repository } from '../repository.ts';

/** Importing a package loads only the house's own code: what comes from outside is imported when it is first needed. */
export const lazyDependencies: Check = {
  name: 'lazy-dependencies',
  run: (repository) =>
    packageFolders(repository)
      .filter((folder) => folder.group === 'packages')
      .flatMap((folder) => eagerImports(repository, `${folder.path}/src/index.ts`)),
};

/** Outside packages that are loaded with `entry`, through any chain of static imports. */
function eagerImports(repository: Repository, entry: string): Finding[] {
  const found: Finding[] = [];
  const reached = new Set<string>(repository.has(entry) ? [entry] : []);
  for (const path of reached) {
    const file = repository.parse(path);
    for (const { specifier, offset } of file.imports.filter(({ kind }) => kind === 'static')) {
      const target = resolveRelative(path, specifier);
      if (target !== undefined && repository.has(target)) reached.add(target);
      const name = packageOf(specifier);
      if (name === undefined || name.startsWith('@artemis/')) continue;
      const message = `${name} is loaded with the package; import() it where it is first needed`;
      found.push({ path, line: file.lineAt(offset), rule: 'lazy-dependencies', message });
    }
  }
  return found;
}
