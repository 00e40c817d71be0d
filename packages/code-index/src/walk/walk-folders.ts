import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import type { SkippedPath, SkipReason } from '../model/skipped-path.ts';
import type { IgnoreRules } from './ignore-rules.ts';
import type { Listing } from './listing.ts';
import type { WalkRequest } from './walk-request.ts';
import { readFileBounded } from '../read/read-file-bounded.ts';
import { foldersLeftOut } from './always-left-out.ts';
import { comparePaths } from './compare-paths.ts';
import { noIgnoreRules } from './ignore-rules.ts';

/** Lists the files below a folder, level by level, within limits, and obeys the ignore files on the way. Links are not followed. */
export async function walkFolders(request: WalkRequest): Promise<Listing> {
  const walk = new FolderWalk(request);
  while (walk.queue.length > 0) {
    request.signal?.throwIfAborted();
    if (request.clock.nowMs() >= request.endMs) return walk.listing(false);
    await walk.readSome(walk.queue.splice(0, foldersAtOnce));
  }
  return walk.listing(true);
}

interface Folder {
  /** Empty for the project folder. */
  readonly path: string;
  readonly depth: number;
  readonly rules: IgnoreRules;
}

type EntryKind = 'file' | 'folder' | 'link' | 'special';

interface Entry {
  readonly name: string;
  readonly kind: EntryKind;
}

const foldersAtOnce = 16;
const entriesAtOnce = 256;
const maxIgnoreFileBytes = 262_144;

class FolderWalk {
  queue: Folder[] = [{ path: '', depth: 0, rules: noIgnoreRules }];
  readonly #request: WalkRequest;
  readonly #paths: string[] = [];
  readonly #skipped: SkippedPath[] = [];
  #entries = 0;

  constructor(request: WalkRequest) {
    this.#request = request;
  }

  listing(complete: boolean): Listing {
    return { paths: this.#paths.toSorted(comparePaths), skipped: this.#skipped, complete };
  }

  /** Reads folders at the same time, and takes what is in them one folder after the other, so that limits cut at the same place each time. */
  async readSome(folders: readonly Folder[]): Promise<void> {
    const read = await Promise.all(folders.map((folder) => this.#read(folder)));
    for (const [at, folder] of folders.entries()) {
      const { entries, rules } = read[at] ?? { entries: null, rules: noIgnoreRules };
      if (entries === null) this.#skip(folder.path || '.', 'unreadable');
      for (const entry of entries ?? []) {
        if (this.#paths.length >= this.#request.limits.maxFiles) return this.#stop(folder);
        this.#take(entry, { ...folder, rules });
      }
      if (this.#entries >= this.#request.limits.maxEntries) return this.#stop(folder);
    }
  }

  async #read(folder: Folder): Promise<{ readonly entries: readonly Entry[] | null; readonly rules: IgnoreRules }> {
    const entries: Entry[] = [];
    try {
      const open = await this.#request.fileSystem.opendir(join(this.#request.root, folder.path), { bufferSize: entriesAtOnce });
      for await (const entry of open) {
        if (this.#entries >= this.#request.limits.maxEntries) break;
        this.#entries += 1;
        entries.push({ name: entry.name, kind: kindOf(entry) });
      }
    } catch {
      return { entries: null, rules: folder.rules };
    }
    const hasRules = entries.some(({ name, kind }) => name === '.gitignore' && kind === 'file');
    return { entries, rules: hasRules ? await this.#rulesIn(folder) : folder.rules };
  }

  #take({ name, kind }: Entry, { path: parent, depth, rules }: Folder): void {
    const path = parent === '' ? name : `${parent}/${name}`;
    if (kind === 'folder' && foldersLeftOut.has(name)) return;
    if (rules.ignores(kind === 'folder' ? `${path}/` : path)) return;
    if (kind === 'file') this.#paths.push(path);
    else if (kind !== 'folder') this.#skip(path, kind);
    else if (depth < this.#request.limits.maxDepth) this.queue.push({ path, depth: depth + 1, rules });
    else this.#skip(path, 'too-deep');
  }

  async #rulesIn({ path, rules }: Folder): Promise<IgnoreRules> {
    const file = join(this.#request.root, path, '.gitignore');
    const read = await readFileBounded(this.#request.fileSystem, file, maxIgnoreFileBytes);
    return read.kind === 'read' ? rules.with(path, new TextDecoder().decode(read.bytes)) : rules;
  }

  #stop(folder: Folder): void {
    this.#skip(folder.path || '.', 'too-many');
    this.queue = [];
  }

  #skip(path: string, reason: SkipReason): void {
    this.#skipped.push({ path, reason });
  }
}

function kindOf(entry: Dirent): EntryKind {
  if (entry.isDirectory()) return 'folder';
  if (entry.isSymbolicLink()) return 'link';
  return entry.isFile() ? 'file' : 'special';
}
