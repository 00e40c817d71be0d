import { constants } from 'node:fs';
import { join } from 'node:path';
import type { FileSystem } from '../../ports/file-system.ts';
import type { Folder } from './folder.ts';
import { ArtemisError } from '../../errors/artemis-error.ts';
import { errnoOf, tolerate } from './errno.ts';
import { HandleFolder } from './handle-folder.ts';
import { PathFolder } from './path-folder.ts';

/** Which folder this is, as the disk knows it: a path can be given to another folder, this cannot. */
interface Identity {
  readonly dev: bigint;
  readonly ino: bigint;
}

/** The project folder: where every walk begins. Nothing stays open between calls. */
export class ProjectRoot {
  /** Absolute path without links. */
  readonly path: string;
  readonly #fileSystem: FileSystem;
  readonly #identity: Identity;
  readonly #byHandle: boolean;

  private constructor(fileSystem: FileSystem, path: string, identity: Identity, byHandle: boolean) {
    this.path = path;
    this.#fileSystem = fileSystem;
    this.#identity = identity;
    this.#byHandle = byHandle;
  }

  /** @throws ArtemisError `ARTEMIS_E_WORKSPACE_ROOT` with `{ root, errno }` when it is not an existing folder. */
  static async open(fileSystem: FileSystem, root: string): Promise<ProjectRoot> {
    try {
      const path = await fileSystem.realpath(root);
      const found = await fileSystem.stat(path, { bigint: true });
      if (!found.isDirectory()) throw rootRefused(root, 'is not a folder', 'ENOTDIR');
      return new ProjectRoot(fileSystem, path, found, await canWalkByHandle(fileSystem, path, found));
    } catch (error) {
      if (error instanceof ArtemisError) throw error;
      throw rootRefused(root, 'cannot be opened', errnoOf(error) ?? null, error);
    }
  }

  /** Opens the project folder itself. @throws ArtemisError `ARTEMIS_E_WORKSPACE_ROOT` when another folder has taken its place. */
  async openFolder(): Promise<Folder> {
    const opened = await this.#open();
    const folder = await keptIf(opened, async () =>
      isSame(await this.#fileSystem.stat(opened.entry('.'), { bigint: true }), this.#identity),
    );
    if (!folder) throw rootRefused(this.path, 'was replaced by another folder during the run', null);
    return folder;
  }

  /**
   * Opens a folder below it in one step and then asks the system where it really is. Good for listing; a write walks step by step.
   *
   * @param path - Relative, with `/`, as the disk has it.
   * @returns `null` when it is not the folder of that path: a link is on the way.
   */
  async openBelow(path: string): Promise<Folder | null> {
    const wanted = join(this.path, ...path.split('/'));
    if (!this.#byHandle) return (await this.#fileSystem.realpath(wanted)) === wanted ? new PathFolder(this.#fileSystem, wanted) : null;
    const folder = await HandleFolder.open(this.#fileSystem, wanted);
    return keptIf(folder, async () => (await this.#fileSystem.readlink(folder.path)) === wanted);
  }

  async #open(): Promise<Folder> {
    try {
      return this.#byHandle ? await HandleFolder.open(this.#fileSystem, this.path) : new PathFolder(this.#fileSystem, this.path);
    } catch (error) {
      if (!['ENOENT', 'ENOTDIR', 'ELOOP'].includes(errnoOf(error) ?? '')) throw error;
      throw rootRefused(this.path, 'is gone', errnoOf(error) ?? null, error);
    }
  }
}

/** Whether `/proc/self/fd` leads to the folder that was opened; it does on Linux with `/proc` mounted. */
async function canWalkByHandle(fileSystem: FileSystem, path: string, identity: Identity): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  const handle = await fileSystem.open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    const found = await tolerate(fileSystem.stat(`/proc/self/fd/${handle.fd}/.`, { bigint: true }), ['ENOENT', 'EACCES'], null);
    return found !== null && isSame(found, identity);
  } finally {
    await handle.close();
  }
}

/** The folder, if it is the right one; else it is closed again. */
async function keptIf(folder: Folder, isRight: () => Promise<boolean>): Promise<Folder | null> {
  try {
    if (await isRight()) return folder;
  } catch (error) {
    await folder.close();
    throw error;
  }
  await folder.close();
  return null;
}

const isSame = (one: Identity, other: Identity): boolean => one.dev === other.dev && one.ino === other.ino;

function rootRefused(root: string, problem: string, errno: string | null, cause?: unknown): ArtemisError {
  return new ArtemisError('ARTEMIS_E_WORKSPACE_ROOT', `Project folder "${root}" ${problem}.`, {
    hint: 'Name an existing folder with -C.',
    cause,
    facts: { root, errno },
  });
}
