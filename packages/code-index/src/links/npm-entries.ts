/** Most subpaths and targets kept of a manifest. */
const maxEntries = 200;
const maxTargets = 8;

/** Files the `exports`, `types`, `module` and `main` of a package.json name, by subpath, and its `imports`, which begin with `#`. */
export function npmEntries(manifest: object): Readonly<Record<string, readonly string[]>> {
  const fields: Readonly<Record<string, unknown>> = { ...manifest };
  const entries = new Map<string, readonly string[]>();
  const { exports } = fields;
  const bySubpath = isRecord(exports) && Object.keys(exports).some((key) => key.startsWith('.'));
  const listed = bySubpath && isRecord(exports) ? Object.entries(exports) : exports === undefined ? [] : [['.', exports] as const];
  for (const [subpath, target] of listed.slice(0, maxEntries)) entries.set(subpath, targetsOf(target));
  const { imports } = fields;
  const own = isRecord(imports) ? Object.entries(imports).filter(([key]) => key.startsWith('#')) : [];
  for (const [key, target] of own.slice(0, maxEntries)) entries.set(key, targetsOf(target));
  if (!entries.has('.')) entries.set('.', targetsOf([fields['source'], fields['types'], fields['module'], fields['main']]));
  return Object.fromEntries(entries);
}

/** Every file a target may mean, whatever the condition, in the order they stand. */
function targetsOf(target: unknown): string[] {
  const found: string[] = [];
  const waiting: unknown[] = [target];
  for (let steps = 0; waiting.length > 0 && steps < 100 && found.length < maxTargets; steps++) {
    const next = waiting.shift();
    if (typeof next === 'string') found.push(next.replace(/^\.\//, ''));
    else if (Array.isArray(next)) waiting.unshift(...next.slice(0, maxTargets));
    else if (isRecord(next)) waiting.unshift(...Object.values(next).slice(0, maxTargets));
  }
  return [...new Set(found)];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
