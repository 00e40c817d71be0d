import type { FileSystem } from '../ports/file-system.ts';
import type { Folder } from './folder.ts';
import { foldPath } from './fold-path.ts';

/**
 * Finds names that differ only in letter case or Unicode form: to one disk they are two files, to another one. Folders are listed
 * once, so an instance is good for one patch.
 */
export class NameTwins {
  readonly #fileSystem: FileSystem;
  readonly #listed = new Map<string, Promise<ReadonlyMap<string, readonly string[]>>>();

  constructor(fileSystem: FileSystem) {
    this.#fileSystem = fileSystem;
  }

  /** The other name under which `name` exists in a folder; `null` when it exists as it is written, or not at all. */
  async twinOf(folder: Folder, folderPath: string, name: string): Promise<string | null> {
    const listing = this.#listed.get(folderPath) ?? this.#list(folder);
    this.#listed.set(folderPath, listing);
    const likely = (await listing).get(foldPath(name)) ?? [];
    return likely.includes(name) ? null : (likely[0] ?? null);
  }

  async #list(folder: Folder): Promise<ReadonlyMap<string, readonly string[]>> {
    const byFold = new Map<string, string[]>();
    for (const name of await this.#fileSystem.readdir(folder.entry('.'))) {
      const fold = foldPath(name);
      const names = byFold.get(fold);
      if (names) names.push(name);
      else byFold.set(fold, [name]);
    }
    return byFold;
  }
}
