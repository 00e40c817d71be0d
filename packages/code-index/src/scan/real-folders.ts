import { dirname, join } from 'node:path';
import type { FileSystem } from '@artemis/core';

/** Knows which folders of a project are folders, and not links that may lead out of it. Each is asked for once. */
export class RealFolders {
  readonly #root: string;
  readonly #fileSystem: FileSystem;
  readonly #known = new Map<string, Promise<boolean>>([['.', Promise.resolve(true)]]);

  constructor(root: string, fileSystem: FileSystem) {
    this.#root = root;
    this.#fileSystem = fileSystem;
  }

  /** Whether every folder above a path, up to the project folder, is a real one. */
  leadTo(path: string): Promise<boolean> {
    return this.#isReal(dirname(path));
  }

  #isReal(folder: string): Promise<boolean> {
    const known = this.#known.get(folder);
    if (known !== undefined) return known;
    const asked = this.#ask(folder);
    this.#known.set(folder, asked);
    return asked;
  }

  async #ask(folder: string): Promise<boolean> {
    if (!(await this.leadTo(folder))) return false;
    try {
      return (await this.#fileSystem.lstat(join(this.#root, folder))).isDirectory();
    } catch {
      return false;
    }
  }
}
