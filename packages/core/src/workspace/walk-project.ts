import type { Dirent } from 'node:fs';
import type { Folder } from './folder.ts';
import type { SafePath } from './path-guard.ts';
import type { ProjectRoot } from './project-root.ts';
import type { WorkspacePorts } from './run-state.ts';
import type { WritePolicy } from './write-policy.ts';
import { errnoOf } from './errno.ts';
import { isSafePath } from './path-guard.ts';
import { unreadableClassOf } from './write-policy.ts';

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

type Skipped = { -readonly [K in keyof ProjectWalk['skipped']]: number };

/** Lists the files of a project, level by level, within limits. What cannot be read is counted, not thrown. */
export async function walkProject(root: ProjectRoot, ports: WorkspacePorts, policy: WritePolicy, limits: WalkLimits = usualLimits): Promise<ProjectWalk> {
  const endMs = ports.clock.nowMs() + limits.maxMs;
  const files: SafePath[] = [];
  const skipped: Skipped = { links: 0, withheld: 0, names: 0, special: 0, folders: 0 };
  const queue: { readonly path: string; readonly depth: number }[] = [{ path: '', depth: 0 }];
  let entries = 0;

  const limitReached = (): ProjectWalk['stoppedBy'] => {
    if (files.length >= limits.maxFiles) return 'files';
    if (entries >= limits.maxEntries) return 'entries';
    return ports.clock.nowMs() >= endMs ? 'time' : null;
  };
  const take = (entry: Dirent, path: string, depth: number): void => {
    entries += 1;
    if (entry.isSymbolicLink()) skipped.links += 1;
    else if (entry.isDirectory() && ignoredFolders.has(entry.name)) return;
    else if (!isSafePath(path)) skipped.names += 1;
    else if (entry.isDirectory() && depth < limits.maxDepth) queue.push({ path, depth: depth + 1 });
    else if (entry.isDirectory()) skipped.folders += 1;
    else if (!entry.isFile()) skipped.special += 1;
    else if (unreadableClassOf(path, policy)) skipped.withheld += 1;
    else files.push(path);
  };

  let stoppedBy: ProjectWalk['stoppedBy'] = null;
  for (let next = queue.shift(); next && !stoppedBy; next = queue.shift()) {
    const { path, depth } = next;
    const read = await readEntries(root, ports, path, (entry) => {
      stoppedBy = limitReached();
      if (!stoppedBy) take(entry, path === '' ? entry.name : `${path}/${entry.name}`, depth);
      return stoppedBy === null;
    });
    if (!read) skipped.folders += 1;
  }
  return { files: files.toSorted(), skipped, stoppedBy };
}

/** Gives the entries of a folder to `take` until it returns false. False when the folder cannot be read, whatever the reason. */
async function readEntries(root: ProjectRoot, { fileSystem }: WorkspacePorts, path: string, take: (entry: Dirent) => boolean): Promise<boolean> {
  let folder: Folder | null = null;
  try {
    folder = path === '' ? await root.openFolder() : await root.openBelow(path);
    if (!folder) return false;
    for await (const entry of await fileSystem.opendir(folder.entry('.'))) if (!take(entry)) break;
    return true;
  } catch (error) {
    if (path !== '' && errnoOf(error) !== undefined) return false;
    throw error;
  } finally {
    await folder?.close();
  }
}
