import type { SafePath } from './path-guard.ts';
import { foldPath } from './fold-path.ts';

/** Fields of `package.json` that run something or choose which tool runs. */
const runningFields = ['scripts', 'bin', 'gypfile', 'packageManager', 'workspaces', 'pnpm'] as const;
/** Fields that choose what an install fetches. */
const fetchingFields = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'bundleDependencies',
  'overrides',
  'resolutions',
] as const;

type Fields = Readonly<Record<string, unknown>>;

/** Whether a path is a `package.json`, on any file system. */
export const isManifest = (path: SafePath): boolean => /(?:^|\/)package\.json$/.test(foldPath(path));

/** What a new `package.json` lets happen on the user's machine, one sentence each. `null` stands for no file. */
export function manifestWarnings(path: string, before: string | null, after: string): readonly string[] {
  const now = fieldsOf(after);
  if (!now) return [`${path} is not a JSON object.`];
  const then = fieldsOf(before) ?? {};
  const entries = (fields: readonly string[]): readonly string[] =>
    fields.flatMap((field) => changedEntries(field, then[field], now[field]));
  return [
    ...entries(runningFields).map((entry) => `${path} changes ${entry}: your own tools run it.`),
    ...entries(fetchingFields).map((entry) => `${path} changes ${entry}: an install fetches it.`),
  ];
}

/** Whether a change of a `package.json` changes the settings of Artemis in it, which a run may not do. */
export function changesOwnSettings(before: string | null, after: string | null): boolean {
  return !same(fieldsOf(before)?.['artemis'], fieldsOf(after)?.['artemis']);
}

/** Fields of `package.json` that no test runner reads. */
const plainFields: ReadonlySet<string> = new Set([
  'dependencies',
  'optionalDependencies',
  'peerDependencies',
  'version',
  'description',
  'keywords',
  'files',
]);

/** Whether two versions of a `package.json` differ at most in what the code needs and how the package presents itself. */
export function changesOnlyDependencies(before: string | null, after: string | null): boolean {
  const [then, now] = [fieldsOf(before), fieldsOf(after)];
  if (!then || !now) return false;
  return [...Object.keys(then), ...Object.keys(now)].every((field) => plainFields.has(field) || same(then[field], now[field]));
}

/** `scripts.postinstall` for each new or other entry of an object, `bin` for another plain value. What only goes away runs nothing. */
function changedEntries(field: string, then: unknown, now: unknown): readonly string[] {
  if (now === undefined || same(then, now)) return [];
  if (!isFields(now)) return [field];
  const old = isFields(then) ? then : {};
  return Object.keys(now)
    .filter((key) => !Object.hasOwn(old, key) || !same(old[key], now[key]))
    .map((key) => `${field}.${key}`);
}

function fieldsOf(json: string | null): Fields | null {
  try {
    const value: unknown = JSON.parse((json ?? '').replace(/^\ufeff/, ''));
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

/** Nesting too deep to compare counts as a difference. */
function same(one: unknown, other: unknown): boolean {
  try {
    return JSON.stringify(one) === JSON.stringify(other);
  } catch {
    return false;
  }
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
