import { parse } from 'yaml';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';

/** Packages that may come with core. Each one more is one more that can break, be slow or be hijacked for everybody. */
const maxPackages = 3;

const lockPath = 'pnpm-lock.yaml';

type Ranges = Readonly<Record<string, string>>;

interface Lock {
  readonly importers?: Readonly<Record<string, { readonly dependencies?: Readonly<Record<string, { readonly version: string }>> }>>;
  readonly snapshots?: Readonly<Record<string, { readonly dependencies?: Ranges; readonly optionalDependencies?: Ranges }>>;
}

/** What a user installs with core stays a handful, counted through all levels. */
export const coreBudget: Check = {
  name: 'core-budget',
  run(repository) {
    if (!repository.has(lockPath)) return [];
    const names = installedWith(parse(repository.read(lockPath)) as Lock, 'packages/core');
    if (names.length <= maxPackages) return [];
    const message = `core brings ${names.length} packages, limit ${maxPackages}: ${names.join(', ')}`;
    return [{ path: 'packages/core/package.json', line: 1, rule: 'core-budget', message } satisfies Finding];
  },
};

function installedWith({ importers = {}, snapshots = {} }: Lock, importer: string): string[] {
  const direct = Object.entries(importers[importer]?.dependencies ?? {}).map(([name, { version }]) => `${name}@${version}`);
  const reached = new Set(direct);
  for (const id of reached) {
    const { dependencies, optionalDependencies } = snapshots[id] ?? {};
    for (const [name, version] of Object.entries({ ...dependencies, ...optionalDependencies })) reached.add(`${name}@${version}`);
  }
  return [...reached].map((id) => id.replace(/\(.*$/, '')).toSorted();
}
