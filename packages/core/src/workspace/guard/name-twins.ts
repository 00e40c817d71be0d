import type { FileSystem } from '../../ports/file-system.ts';
import type { Folder } from '../disk/folder.ts';
import { foldPath } from './fold-path.ts';

/**
 * Finds names that differ only in letter case or Unicode form: to one disk they are two files, to another one. Folders are listed
 * once, so an instance is good for one patch.
 */
export class NameTwins {
  readonly #fileSystem: FileSystem;
  readonly #listed = new Map<string, Promise<readonly string[]>>();

  constructor(fileSystem: FileSystem) {
    this.#fileSystem = fileSystem;
  }

  /** The other name under which `name` exists in a folder; `null` when it exists as it is written, or not at all. */
  async twinOf(folder: Folder, folderPath: string, name: string): Promise<string | null> {
    const listing = this.#listed.get(folderPath) ?? this.#fileSystem.readdir(folder.entry('.'));
    this.#listed.set(folderPath, listing);
    const names = await listing;
    const fold = foldPath(name);
    return names.includes(name) ? null : (names.find((other) => foldPath(other) === fold) ?? null);
  }
}
