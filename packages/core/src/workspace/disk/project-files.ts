import type { Clock } from '../../ports/clock.ts';
import type { FileSystem } from '../../ports/file-system.ts';
import type { Folder } from './folder.ts';
import type { NameTwins } from '../guard/name-twins.ts';
import type { ProjectRoot } from './project-root.ts';
import type { FoundFile } from './read-regular-file.ts';
import type { SafePath } from '../guard/path-guard.ts';
import type { FileAttributes } from './write-new-file.ts';
import { ArtemisError } from '../../errors/artemis-error.ts';
import { tolerate } from './errno.ts';
import { pathRefused, splitPath } from '../guard/path-guard.ts';
import { readRegularFile } from './read-regular-file.ts';
import { renamePatiently } from './rename-patiently.ts';
import { makeMissing, walkFolders } from './walk-folders.ts';
import { workspaceConflict } from '../transaction/workspace-conflict.ts';
import { workspaceWriteFailed } from './workspace-write-failed.ts';
import { writeNewFile } from './write-new-file.ts';

/** Mode of a new project file before the umask, as every tool asks for it. */
const newFileMode = 0o666;
/** Why a folder stays: it is gone already, in use again, or not ours to remove. */
const folderStays = ['ENOENT', 'ENOTDIR', 'ENOTEMPTY', 'EEXIST', 'EBUSY', 'EACCES', 'EPERM', 'EROFS'];

/** What is at a path before it is changed. */
export interface Place {
  readonly file: FoundFile | null;
  /** Folders on the way that do not exist, outermost first. */
  readonly missingFolders: readonly SafePath[];
}

/**
 * Single steps on project files. Each walks from the project folder down, on Linux by folder handles: then none leaves the project,
 * whatever another process does to the folders meanwhile. System errors become `ARTEMIS_E_WORKSPACE_WRITE` with `{ path, errno }`.
 */
export class ProjectFiles {
  readonly #fileSystem: FileSystem;
  readonly #clock: Clock;
  readonly #root: ProjectRoot;

  constructor(fileSystem: FileSystem, clock: Clock, root: ProjectRoot) {
    this.#fileSystem = fileSystem;
    this.#clock = clock;
    this.#root = root;
  }

  /** A file with its bytes, or `null`. @throws ArtemisError for links, folders, pipes, devices and files above the size limit. */
  read(path: SafePath): Promise<FoundFile | null> {
    return this.readBeside(path, splitPath(path).name);
  }

  /** Like {@link read}, for another name in the folder of `path`, such as its temporary file. */
  readBeside(path: SafePath, name: string): Promise<FoundFile | null> {
    return this.#inFolderOf(path, (folder) => readRegularFile(this.#fileSystem, folder.entry(name), path));
  }

  /** Looks at what a change would meet. @throws ArtemisError as {@link read}, and when the path exists in other letters. */
  inspect(path: SafePath, twins: NameTwins): Promise<Place> {
    const { folders, name } = splitPath(path);
    const refuseTwin = async (folder: Folder, walked: number, wanted: string): Promise<void> => {
      const twin = await twins.twinOf(folder, folders.slice(0, walked).join('/'), wanted);
      if (twin !== null) throw pathRefused(path, 'twin', `${JSON.stringify(twin)} exists, and to some disks that is the same name`);
    };
    return this.#guarded(path, () =>
      walkFolders(this.#root, folders, refuseTwin, async (folder, walked) => {
        if (walked === folders.length) {
          await refuseTwin(folder, walked, name);
          return { file: await readRegularFile(this.#fileSystem, folder.entry(name), path), missingFolders: [] };
        }
        await this.#refuseFile(folder, folders[walked] ?? '', path);
        return { file: null, missingFolders: foldersBelow(folders, walked) };
      }),
    );
  }

  /** Folders on the way to `path` that do not exist, outermost first. */
  missingFolders(path: SafePath): Promise<readonly SafePath[]> {
    const { folders } = splitPath(path);
    return this.#guarded(path, () => walkFolders(this.#root, folders, null, async (_folder, walked) => foldersBelow(folders, walked)));
  }

  /** Writes and syncs a temporary file in the folder of `path`, which is made when missing. */
  stage(path: SafePath, temporary: string, bytes: Uint8Array, replaced: FileAttributes | null): Promise<void> {
    const { folders } = splitPath(path);
    return this.#guarded(path, () =>
      walkFolders(this.#root, folders, makeMissing(this.#fileSystem), async (folder, walked) => {
        if (walked < folders.length) throw pathRefused(path, 'below-a-file', 'a file is where a folder is needed');
        await writeNewFile(this.#fileSystem, folder.entry(temporary), bytes, replaced ?? newFileMode);
      }),
    );
  }

  /** Puts a staged file in the place of `path`. */
  async promote(path: SafePath, temporary: string): Promise<void> {
    const { name } = splitPath(path);
    const rename = async (folder: Folder): Promise<true> => {
      await renamePatiently(this.#fileSystem, this.#clock, folder.entry(temporary), folder.entry(name));
      return true;
    };
    if (!(await this.#inFolderOf(path, rename))) throw workspaceConflict(path, 'its folder was removed');
  }

  /** Removes a file. That it is gone already is no error. */
  async remove(path: SafePath): Promise<void> {
    await this.#inFolderOf(path, (folder) => this.#removeIfThere(folder.entry(splitPath(path).name)));
  }

  /** Removes a temporary file from the folder of `path`, if both are still there. */
  async discard(path: SafePath, temporary: string): Promise<void> {
    await this.#ifReachable(path, (folder) => this.#removeIfThere(folder.entry(temporary)));
  }

  /** Removes a folder if it is there and empty. */
  async removeFolder(path: SafePath): Promise<void> {
    const { name } = splitPath(path);
    await this.#ifReachable(path, (folder) => tolerate(this.#fileSystem.rmdir(folder.entry(name)), folderStays, undefined));
  }

  /** Makes the names in the folder of `path` durable, if it is still there. False where the file system cannot. */
  async syncFolderOf(path: SafePath): Promise<boolean> {
    return (await this.#ifReachable(path, (folder) => folder.sync())) ?? true;
  }

  async #removeIfThere(at: string): Promise<void> {
    // Asked first: a read-only disk refuses to remove even what is not there.
    const found = await tolerate(this.#fileSystem.lstat(at), ['ENOENT'], null);
    if (found) await tolerate(this.#fileSystem.unlink(at), ['ENOENT'], undefined);
  }

  /** Like {@link #inFolderOf}, but `null` also when a link has taken the place of a folder: what is behind it is not ours to tidy. */
  async #ifReachable<T>(path: SafePath, use: (folder: Folder) => Promise<T>): Promise<T | null> {
    try {
      return await this.#inFolderOf(path, use);
    } catch (error) {
      if (error instanceof ArtemisError && error.code === 'ARTEMIS_E_PATH_REFUSED') return null;
      throw error;
    }
  }

  /** Runs `use` in the folder of `path`; `null` when there is no such folder. */
  #inFolderOf<T>(path: SafePath, use: (folder: Folder) => Promise<T>): Promise<T | null> {
    const { folders } = splitPath(path);
    return this.#guarded(path, () =>
      walkFolders(this.#root, folders, null, async (folder, walked) => (walked === folders.length ? use(folder) : null)),
    );
  }

  async #refuseFile(folder: Folder, name: string, path: SafePath): Promise<void> {
    const found = await tolerate(this.#fileSystem.lstat(folder.entry(name)), ['ENOENT'], null);
    if (found) throw pathRefused(path, 'below-a-file', 'a file is where a folder is needed');
  }

  async #guarded<T>(path: SafePath, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw workspaceWriteFailed(path, error);
    }
  }
}

/** Paths of the folders after the first `walked` ones, outermost first. */
const foldersBelow = (folders: readonly string[], walked: number): readonly SafePath[] =>
  folders.slice(walked).map((_, index) => folders.slice(0, walked + index + 1).join('/') as SafePath);
