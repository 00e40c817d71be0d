import type { CallContext } from '@artemis/core';
import { walkProject, type CopyFileSystem, type ProjectWalk } from '@artemis/process';
import { SupervisionError } from '../supervision-error.ts';
import type { Git } from './git.ts';

/** How much of a project is copied for each developer. */
export interface CopyBounds {
  readonly mostFiles: number;
  readonly mostBytes: number;
}

const usualBounds: CopyBounds = { mostFiles: 50_000, mostBytes: 1024 ** 3 };
const looksAtOnce = 64;

/** Where a walk begins, and who can say what of it is ignored. */
export interface WalkRequest {
  readonly fs: CopyFileSystem;
  readonly projectDir: string;
  /** Says what the project ignores; `null` where nobody can. */
  readonly git: Git | null;
  /** Default: 50 000 files and 1 GiB. */
  readonly bounds?: CopyBounds;
}

/**
 * What of a project a developer's copy has: what its gate would see, ignored files included, as generated sources are. Where that is too
 * much, files that git ignores are left out.
 *
 * @throws SupervisionError `ARTEMIS_E_WORK_TREE` when it is too much even then; the reason of an abort.
 */
export async function boundedWalk({ fs, projectDir, git, bounds = usualBounds }: WalkRequest, call: CallContext): Promise<ProjectWalk> {
  const walk = await walkProject(fs, projectDir, [], call.signal);
  const excess = await excessOf(fs, projectDir, walk, bounds, call);
  if (excess === null) return walk;
  const listed = await git?.run(projectDir, ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], call);
  const wanted = new Set(listed?.split('\0'));
  const known: ProjectWalk = { ...walk, files: walk.files.filter((path) => wanted.has(path)), cut: false };
  if (!listed || walk.cut || (await excessOf(fs, projectDir, known, bounds, call)) !== null) throw tooMuch(excess);
  return known;
}

/** What of the bounds is passed; `null` where nothing is. */
async function excessOf(
  fs: CopyFileSystem,
  projectDir: string,
  { files, cut }: ProjectWalk,
  { mostFiles, mostBytes }: CopyBounds,
  call: CallContext,
): Promise<string | null> {
  if (cut || files.length > mostFiles) return `more than ${mostFiles} files`;
  let bytes = 0;
  for (let at = 0; at < files.length; at += looksAtOnce) {
    call.signal.throwIfAborted();
    const stats = await Promise.all(files.slice(at, at + looksAtOnce).map((path) => fs.lstat(`${projectDir}/${path}`).catch(() => null)));
    for (const stat of stats) bytes += stat?.size ?? 0;
    if (bytes > mostBytes) return `more than ${Math.round(mostBytes / 1024 ** 2)} MiB`;
  }
  return null;
}

const tooMuch = (what: string): SupervisionError =>
  new SupervisionError('ARTEMIS_E_WORK_TREE', `The project has ${what}, which is too much to be copied for each developer.`, {
    facts: { what },
  });
