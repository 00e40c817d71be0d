import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { FileSystem } from '../../ports/file-system.ts';
import type { Folder } from './folder.ts';
import { errnoOf, tolerate } from './errno.ts';
import { syncFolderHandle } from './sync-folder.ts';

const folderOnly = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/**
 * A folder held by its handle, as `openat` of other languages does it: `/proc/self/fd/<n>/name` is resolved inside the folder that
 * was opened, even when its path meanwhile leads elsewhere. Linux only.
 */
export class HandleFolder implements Folder {
  readonly #fileSystem: FileSystem;
  readonly #handle: FileHandle;

  private constructor(fileSystem: FileSystem, handle: FileHandle) {
    this.#fileSystem = fileSystem;
    this.#handle = handle;
  }

  /** Opens a folder by path; the last part must not be a link. Rejects with the system error. */
  static async open(fileSystem: FileSystem, path: string): Promise<HandleFolder> {
    return new HandleFolder(fileSystem, await fileSystem.open(path, folderOnly));
  }

  /** Path that stands for this folder while it is open. */
  get path(): string {
    return `/proc/self/fd/${this.#handle.fd}`;
  }

  entry(name: string): string {
    return `${this.path}/${name}`;
  }

  async child(name: string): Promise<HandleFolder | 'link' | null> {
    try {
      return await HandleFolder.open(this.#fileSystem, this.entry(name));
    } catch (error) {
      const errno = errnoOf(error);
      if (errno === 'ENOENT') return null;
      // Linux says ENOTDIR for a link as well, because O_DIRECTORY is checked first.
      if (errno !== 'ENOTDIR' && errno !== 'ELOOP') throw error;
      const found = await tolerate(this.#fileSystem.lstat(this.entry(name)), ['ENOENT'], null);
      return found?.isSymbolicLink() ? 'link' : null;
    }
  }

  sync(): Promise<boolean> {
    return syncFolderHandle(this.#handle);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}
