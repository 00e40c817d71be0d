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
  for (let next = walk.queue.shift(); next !== undefined; next = walk.queue.shift()) {
    request.signal?.throwIfAborted();
    if (request.clock.nowMs() >= request.endMs) return walk.listing(false);
    await walk.read(next);
  }
  return walk.listing(true);
}

interface Folder {
  /** Empty for the project folder. */
  readonly path: string;
  readonly depth: number;
  readonly rules: IgnoreRules;
}

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

  async read(folder: Folder): Promise<void> {
    const rules = await this.#rulesIn(folder);
    try {
      for await (const entry of await this.#request.fileSystem.opendir(join(this.#request.root, folder.path))) {
        if (this.#isFull()) {
          this.#skip(folder.path === '' ? '.' : folder.path, 'too-many');
          this.queue = [];
          return;
        }
        this.#entries += 1;
        this.#take(entry, { ...folder, rules });
      }
    } catch {
      this.#skip(folder.path === '' ? '.' : folder.path, 'unreadable');
    }
  }

  #take(entry: Dirent, { path: parent, depth, rules }: Folder): void {
    const path = parent === '' ? entry.name : `${parent}/${entry.name}`;
    if (entry.isDirectory()) {
      if (foldersLeftOut.has(entry.name) || rules.ignores(`${path}/`)) return;
      if (depth < this.#request.limits.maxDepth) this.queue.push({ path, depth: depth + 1, rules });
      else this.#skip(path, 'too-deep');
    } else if (rules.ignores(path)) return;
    else if (entry.isSymbolicLink()) this.#skip(path, 'link');
    else if (entry.isFile()) this.#paths.push(path);
    else this.#skip(path, 'special');
  }

  async #rulesIn({ path, rules }: Folder): Promise<IgnoreRules> {
    const file = join(this.#request.root, path, '.gitignore');
    const read = await readFileBounded(this.#request.fileSystem, file, maxIgnoreFileBytes);
    return read.kind === 'read' ? rules.with(path, new TextDecoder().decode(read.bytes)) : rules;
  }

  #isFull(): boolean {
    return this.#paths.length >= this.#request.limits.maxFiles || this.#entries >= this.#request.limits.maxEntries;
  }

  #skip(path: string, reason: SkipReason): void {
    this.#skipped.push({ path, reason });
  }
}
