import { posix } from 'node:path';
import type { ProjectPackage } from '../../model/project-package.ts';

/** Longest chain of configurations that take each other over. */
const maxParents = 8;

/** The path aliases of a project, by the files they hold for. */
export class PathAliases {
  readonly #byManifest: ReadonlyMap<string, ProjectPackage>;
  readonly #byFolder: ReadonlyMap<string, readonly ProjectPackage[]>;
  readonly #known = new Map<string, ProjectPackage | null>();

  constructor(packages: readonly ProjectPackage[]) {
    const aliases = packages.filter(({ kind }) => kind === 'aliases');
    this.#byManifest = new Map(aliases.map((each) => [each.manifest, each]));
    this.#byFolder = Map.groupBy(aliases, ({ folder }) => (folder === '' ? '.' : folder));
  }

  /** Those of the nearest configuration above a file that has any. */
  inForce(path: string): ProjectPackage | undefined {
    return this.#byManifest.size === 0 ? undefined : (this.#inFolder(posix.dirname(path)) ?? undefined);
  }

  #inFolder(folder: string): ProjectPackage | null {
    const known = this.#known.get(folder);
    if (known !== undefined) return known;
    // The one TypeScript would take comes first; others, such as `tsconfig.base.json`, are named by build tools.
    const here = (this.#byFolder.get(folder) ?? []).toSorted((one, other) => one.manifest.length - other.manifest.length);
    const own = here.map((each) => this.#withEntries(each)).find((each) => each !== null);
    const found = own ?? (folder === '.' ? null : this.#inFolder(posix.dirname(folder)));
    this.#known.set(folder, found);
    return found;
  }

  #withEntries(first: ProjectPackage): ProjectPackage | null {
    let each: ProjectPackage | undefined = first;
    for (let step = 0; each !== undefined && step < maxParents; step++) {
      if (Object.keys(each.entries).length > 0) return each;
      each = each.parent === undefined ? undefined : this.#byManifest.get(each.parent);
    }
    return null;
  }
}

/** Targets of the pattern that fits best: a name without a star, else the one with the most in front of its star. */
export function matching(specifier: string, entries: ProjectPackage['entries']): readonly string[] {
  if (Object.hasOwn(entries, specifier)) return entries[specifier] ?? [];
  let best: readonly string[] = [];
  let bestLength = -1;
  for (const [pattern, targets] of Object.entries(entries)) {
    const [head, tail, ...more] = pattern.split('*');
    if (head === undefined || tail === undefined || more.length > 0 || head.length <= bestLength) continue;
    if (specifier.length < head.length + tail.length || !specifier.startsWith(head) || !specifier.endsWith(tail)) continue;
    const star = specifier.slice(head.length, specifier.length - tail.length);
    best = targets.map((target) => target.replaceAll('*', () => star));
    bestLength = head.length;
  }
  return best;
}
