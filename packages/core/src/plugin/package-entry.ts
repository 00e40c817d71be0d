/** The part of a package.json that says what `import` of its name loads, and for which Artemis it is made. */
export interface PackageManifest {
  readonly exports?: unknown;
  readonly main?: unknown;
  readonly artemis?: unknown;
}

/** Conditions that hold for an `import` in Node. The order is the manifest's. */
const conditions: ReadonlySet<string> = new Set(['node', 'import', 'module-sync', 'default']);

/** Path of the file that `import` of the package loads, relative to the package; `undefined` when it exports nothing. */
export function packageEntry({ exports, main }: PackageManifest): string | undefined {
  if (exports !== undefined && exports !== null) return target(isSubpathMap(exports) ? exports['.'] : exports);
  return typeof main === 'string' && main !== '' ? main : 'index.js';
}

/** Keys of `exports` are all subpaths or all conditions. */
function isSubpathMap(exports: unknown): exports is Readonly<Record<string, unknown>> {
  return typeof exports === 'object' && !Array.isArray(exports) && Object.keys(exports ?? {}).some((key) => key.startsWith('.'));
}

function target(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') return value.startsWith('./') && !value.split('/').includes('..') ? value : undefined;
  if (typeof value !== 'object' || value === null || depth > 16) return undefined;
  const choices = Array.isArray(value)
    ? value
    : Object.entries(value).flatMap(([condition, choice]) => (conditions.has(condition) ? [choice] : []));
  for (const choice of choices) {
    // `null` says: not exported under this condition.
    if (choice === null) return undefined;
    const found = target(choice, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
