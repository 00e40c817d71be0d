import type { Dirent } from 'node:fs';
import type { Clock } from '../../ports/clock.ts';
import type { FileSystem } from '../../ports/file-system.ts';
import type { Folder } from './folder.ts';
import type { SafePath } from '../guard/path-guard.ts';
import type { ProjectRoot } from './project-root.ts';
import type { WorkspacePorts } from '../transaction/run-state.ts';
import type { WritePolicy } from '../guard/write-policy.ts';
import { errnoOf } from './errno.ts';
import { isSafePath } from '../guard/path-guard.ts';
import { workspaceWriteFailed } from './workspace-write-failed.ts';
import { unreadableClassOf } from '../guard/write-policy.ts';

/** How far a walk goes. */
export interface WalkLimits {
  readonly maxFiles: number;
  /** Names looked at, files or not. */
  readonly maxEntries: number;
  /** Folders below the project folder. */
  readonly maxDepth: number;
  readonly maxMs: number;
}

/** What a walk found. */
export interface ProjectWalk {
  /** Relative paths with `/`, sorted by code unit. */
  readonly files: readonly SafePath[];
  /** What was met and left out. Dependencies and version control are not even counted. */
  readonly skipped: {
    /** Links, which are never followed. */
    readonly links: number;
    /** Files that may not be read, such as secrets. */
    readonly withheld: number;
    /** Names the path grammar refuses. */
    readonly names: number;
    /** Pipes, sockets and devices. */
    readonly special: number;
    /** Folders that are too deep, cannot be read, or vanished. */
    readonly folders: number;
  };
  /** The limit that ended the walk early; `null` when it saw everything. The folders nearest to the project folder come first. */
  readonly stoppedBy: 'files' | 'entries' | 'time' | null;
}

const usualLimits: WalkLimits = { maxFiles: 20_000, maxEntries: 200_000, maxDepth: 64, maxMs: 5_000 };
const ignoredFolders: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', '.jj', 'node_modules', '.artemis']);

/** Lists the files of a project, level by level, within limits. What cannot be read is counted, not thrown. */
export async function walkProject(
  root: ProjectRoot,
  ports: WorkspacePorts,
  policy: WritePolicy,
  limits: WalkLimits = usualLimits,
): Promise<ProjectWalk> {
  const walk = new Walk(policy, limits, ports.clock);
  for (let next = walk.queue.shift(); next; next = walk.queue.shift()) {
    const { path, depth } = next;
    const read = await readEntries(root, ports.fileSystem, path, (entry) => walk.take(entry, path, depth));
    if (!read) walk.skipped.folders += 1;
  }
  return { files: walk.files.toSorted(), skipped: walk.skipped, stoppedBy: walk.stoppedBy };
}

/** What a walk has found so far, and which folders are still to be read. */
class Walk {
  readonly files: SafePath[] = [];
  readonly skipped = { links: 0, withheld: 0, names: 0, special: 0, folders: 0 };
  queue: { readonly path: string; readonly depth: number }[] = [{ path: '', depth: 0 }];
  stoppedBy: ProjectWalk['stoppedBy'] = null;
  readonly #policy: WritePolicy;
  readonly #limits: WalkLimits;
  readonly #clock: Clock;
  readonly #endMs: number;
  #entries = 0;

  constructor(policy: WritePolicy, limits: WalkLimits, clock: Clock) {
    this.#policy = policy;
    this.#limits = limits;
    this.#clock = clock;
    this.#endMs = clock.nowMs() + limits.maxMs;
  }

  /** Takes one entry of the folder `parent`. False when a limit is reached; the walk is over then. */
  take(entry: Dirent, parent: string, depth: number): boolean {
    this.stoppedBy = this.#limitReached();
    if (this.stoppedBy) {
      this.queue = [];
      return false;
    }
    this.#entries += 1;
    if (entry.isSymbolicLink()) this.skipped.links += 1;
    else if (!entry.isDirectory() || !ignoredFolders.has(entry.name))
      this.#sort(entry, parent === '' ? entry.name : `${parent}/${entry.name}`, depth);
    return true;
  }

  #sort(entry: Dirent, path: string, depth: number): void {
    if (!isSafePath(path)) this.skipped.names += 1;
    else if (entry.isDirectory() && depth < this.#limits.maxDepth) this.queue.push({ path, depth: depth + 1 });
    else if (entry.isDirectory()) this.skipped.folders += 1;
    else if (!entry.isFile()) this.skipped.special += 1;
    else if (unreadableClassOf(path, this.#policy)) this.skipped.withheld += 1;
    else this.files.push(path);
  }

  #limitReached(): ProjectWalk['stoppedBy'] {
    if (this.files.length >= this.#limits.maxFiles) return 'files';
    if (this.#entries >= this.#limits.maxEntries) return 'entries';
    return this.#clock.nowMs() >= this.#endMs ? 'time' : null;
  }
}

/** Gives the entries of a folder to `take` until it returns false. False when a folder below the project folder cannot be read. */
async function readEntries(root: ProjectRoot, fileSystem: FileSystem, path: string, take: (entry: Dirent) => boolean): Promise<boolean> {
  let folder: Folder | null = null;
  try {
    folder = path === '' ? await root.openFolder() : await root.openBelow(path);
    if (!folder) return false;
    for await (const entry of await fileSystem.opendir(folder.entry('.'))) if (!take(entry)) break;
    return true;
  } catch (error) {
    if (path === '') throw workspaceWriteFailed('.', error);
    if (errnoOf(error) === undefined) throw error;
    return false;
  } finally {
    await folder?.close();
  }
}
