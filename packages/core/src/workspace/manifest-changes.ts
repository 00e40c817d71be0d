/** Fields of `package.json` that run something or choose where code comes from. */
const watched = ['scripts', 'bin', 'overrides', 'resolutions', 'pnpm', 'gypfile', 'packageManager', 'exports', 'imports'] as const;
const dependencyFields = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;

type Fields = Readonly<Record<string, unknown>>;

/** What a change of a `package.json` lets run on the user's machine, one sentence each. `null` stands for no file. */
export function manifestWarnings(path: string, before: string | null, after: string | null): readonly string[] {
  if (after === null) return [];
  const now = fieldsOf(after);
  if (!now) return [`${path} is not valid JSON.`];
  const then = fieldsOf(before ?? '') ?? {};
  const changed = watched.flatMap((field) => changedEntries(field, then[field], now[field]));
  const added = dependencyFields.flatMap((field) => changedEntries(field, then[field], now[field]));
  return [...changed.map((entry) => `${path} changes ${entry}: your own tools may run it.`), ...added.map((entry) => `${path} changes ${entry}: an install fetches it.`)];
}

/** Whether a `package.json` would get other Artemis settings, which a run may not give itself. */
export function changesOwnSettings(before: string | null, after: string | null): boolean {
  if (after === null) return false;
  return JSON.stringify(fieldsOf(before ?? '')?.['artemis']) !== JSON.stringify(fieldsOf(after)?.['artemis']);
}

/** `scripts.postinstall` for each changed entry of an object, `bin` for a changed plain value. */
function changedEntries(field: string, then: unknown, now: unknown): readonly string[] {
  if (JSON.stringify(then) === JSON.stringify(now)) return [];
  if (!isFields(now)) return now === undefined ? [] : [field];
  const old = isFields(then) ? then : {};
  return Object.keys(now)
    .filter((key) => !Object.hasOwn(old, key) || JSON.stringify(old[key]) !== JSON.stringify(now[key]))
    .map((key) => `${field}.${key}`);
}

function fieldsOf(json: string): Fields | null {
  try {
    const value: unknown = JSON.parse(json.replace(/^\ufeff/, ''));
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
