import { dirname, join } from 'node:path';
import type { FileSystem } from '../../ports/file-system.ts';
import type { Folder } from './folder.ts';
import { tolerate } from './errno.ts';
import { syncFolder } from './sync-folder.ts';

/**
 * A folder known by its path, where there is no `/proc`. Each step is checked, but between the check and the use another process
 * can still swap the folder for a link: only {@link HandleFolder} holds against that.
 */
export class PathFolder implements Folder {
  readonly #fileSystem: FileSystem;
  readonly #path: string;

  /** @param path - A path without links in it. */
  constructor(fileSystem: FileSystem, path: string) {
    this.#fileSystem = fileSystem;
    this.#path = path;
  }

  entry(name: string): string {
    return join(this.#path, name);
  }

  async child(name: string): Promise<PathFolder | 'link' | null> {
    const path = this.entry(name);
    const found = await tolerate(this.#fileSystem.lstat(path), ['ENOENT', 'ENOTDIR'], null);
    if (!found) return null;
    if (found.isSymbolicLink()) return 'link';
    if (!found.isDirectory()) return null;
    // The parent is compared, not the name: a disk that ignores case answers with the name as it was created.
    if (dirname(await this.#fileSystem.realpath(path)) !== this.#path) return 'link';
    return new PathFolder(this.#fileSystem, path);
  }

  sync(): Promise<boolean> {
    return syncFolder(this.#fileSystem, this.#path);
  }

  async close(): Promise<void> {
    // Nothing is held.
  }
}
