import type { ReadOnlyGit } from './read-only-git.ts';

/** A side of a changed file: its object, or the file on the disk. */
export type Side = { readonly kind: 'object'; readonly id: string } | { readonly kind: 'disk' };

/** A file that may have changed. Whether it has shows in its texts. */
export interface ChangedPath {
  readonly path: string;
  /** `null` where it was not there. */
  readonly before: Side | null;
  /** `null` where it is there no more. */
  readonly after: Side | null;
  /** Why it cannot be read as text, where its entry says so already. */
  readonly isNoFile?: 'no plain file' | 'repository';
}

const entry = /^:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) [A-Z]\d*$/;

/**
 * Files that differ from a commit or tree, as they are on the disk, those included that git does not know yet and does not ignore.
 * It may list one that has not changed after all.
 */
export async function listChangedFiles(git: ReadOnlyGit, base: string, signal: AbortSignal): Promise<readonly ChangedPath[]> {
  const [known, unknown] = await Promise.all([
    git.ask(['diff-index', '--raw', '-z', '--no-renames', '--no-abbrev', '--ignore-submodules=all', base, '--'], { signal }),
    git.ask(['ls-files', '-z', '--others', '--exclude-standard', '--'], { signal }),
  ]);
  const fields = known.toString('utf8').split('\0');
  const changed = fields.flatMap((field, index) => {
    const found = entry.exec(field);
    return found && index % 2 === 0 ? [changedPath(fields[index + 1] ?? '', found)] : [];
  });
  const added = unknown
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '')
    .map(addedPath);
  return [...changed, ...added].toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

function changedPath(path: string, [, oldMode = '', newMode = '', oldId = '', newId = '']: RegExpExecArray): ChangedPath {
  const modes = [oldMode, newMode];
  const isNoFile = modes.includes('160000') ? 'repository' : modes.includes('120000') ? 'no plain file' : undefined;
  return {
    path,
    before: isAbsent(oldMode) ? null : { kind: 'object', id: oldId },
    after: isAbsent(newMode) ? null : /^0+$/.test(newId) ? { kind: 'disk' } : { kind: 'object', id: newId },
    ...(isNoFile && { isNoFile }),
  };
}

/** git lists a repository within the repository as a folder. */
const addedPath = (path: string): ChangedPath => ({
  path: path.replace(/\/$/, ''),
  before: null,
  after: { kind: 'disk' },
  ...(path.endsWith('/') && { isNoFile: 'repository' as const }),
});

const isAbsent = (mode: string): boolean => /^0+$/.test(mode);
