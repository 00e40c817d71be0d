import { describeFailure, type CallContext } from '@artemis/core';
import { isInside, ownerMark, type CopyFileSystem } from '@artemis/process';
import { SupervisionError } from '../supervision-error.ts';
import { boundedWalk } from './bounded-walk.ts';
import { copyProject } from './copy-project.ts';
import { addGitTree, repositoryOf } from './git-tree.ts';
import { findGit, type Git, type GitParts } from './git.ts';
import { sweepTrees } from './left-trees.ts';
import { noteRepository, removeTree, treeIn, treePrefix } from './remove-tree.ts';

/** What {@link Trees} need. */
export interface TreesParts extends GitParts {
  readonly fs: CopyFileSystem;
  /** Folder the trees are made in, outside of every project; it is made when absent. */
  readonly treesDir: string;
}

/** A copy of the project that one developer works in. */
export interface WorkTree {
  /** Absolute path, without links. */
  readonly directory: string;
  /** `git`: also a work tree of the project's repository, on no branch. */
  readonly kind: 'git' | 'copy';
  /** Folders of the project with what is installed in it, by the paths where the copy has links to them. */
  readonly installed: ReadonlyMap<string, string>;
  /** Takes it away, with what git knows of it. Never rejects; calling it twice does nothing. */
  readonly close: () => Promise<void>;
}

/** A folder for one developer. */
export interface OwnFolder {
  /** Absolute path, without links. */
  readonly path: string;
  /** Takes it away. Never rejects; calling it twice does nothing. */
  readonly close: () => Promise<void>;
}

/** The work trees of this process. What an earlier one has left behind, because it was killed, is taken away first. */
export class Trees {
  readonly #parts: TreesParts;
  readonly #open = new Set<() => Promise<void>>();
  #parentDir: Promise<string> | null = null;
  /** Git changes its list of work trees without a lock of its own. */
  #gitDone: Promise<unknown> = Promise.resolve();

  constructor(parts: TreesParts) {
    this.#parts = parts;
  }

  /**
   * Copies a project as it is now, with what is not committed yet.
   *
   * @throws SupervisionError `ARTEMIS_E_WORK_TREE` when it cannot be copied; the reason of an abort. Nothing is left behind then.
   */
  async open(projectDir: string, call: CallContext): Promise<WorkTree> {
    return this.#orFail(call, async () => {
      const original = await this.#parts.fs.realpath(projectDir);
      if (isInside(this.#parts.treesDir, original)) throw withinProject(this.#parts.treesDir);
      const { path, close } = await this.openFolder(call);
      try {
        return { ...(await this.#fill(original, path, call)), close };
      } catch (error) {
        await close();
        throw error;
      }
    });
  }

  /** Makes an empty folder that is taken away like a tree. @throws As {@link open}. */
  async openFolder(call: CallContext): Promise<OwnFolder> {
    return this.#orFail(call, async () => {
      this.#parentDir ??= this.#sweep().catch((error: unknown) => {
        this.#parentDir = null;
        throw error;
      });
      const { fs } = this.#parts;
      const path = await fs.mkdtemp(`${await this.#parentDir}/${treePrefix}${await ownerMark(fs)}`);
      return { path, close: this.#closing(path) };
    });
  }

  /** Takes away every tree that is still open. Never rejects. */
  async close(): Promise<void> {
    await Promise.all([...this.#open].map((close) => close()));
  }

  async #fill(projectDir: string, root: string, call: CallContext): Promise<Omit<WorkTree, 'close'>> {
    const { fs } = this.#parts;
    const git = await findGit(this.#parts, projectDir);
    const walk = await boundedWalk({ fs, projectDir, git }, call);
    const prefix = git && (await this.#asGitTree(git, projectDir, root, call));
    const directory = prefix === null ? `${root}/project` : `${treeIn(root)}/${prefix}`.replace(/\/$/, '');
    await fs.mkdir(directory, { recursive: true, mode: 0o700 });
    await copyProject({ fs, projectDir, walk, copyDir: directory }, call);
    return { directory, kind: prefix === null ? 'copy' : 'git', installed: walk.dependencies };
  }

  /** @returns Where in the work tree the project lies; `null` where there is no repository, or it does not take one. */
  async #asGitTree(git: Git, projectDir: string, root: string, call: CallContext): Promise<string | null> {
    const { fs } = this.#parts;
    const repository = await repositoryOf(git, projectDir, call);
    if (repository === null) return null;
    await noteRepository(fs, root, repository);
    return this.#alone(async () => ((await addGitTree(git, repository, treeIn(root), call)) ? repository.prefix : null));
  }

  #closing(root: string): () => Promise<void> {
    let closed: Promise<void> | null = null;
    const close = (): Promise<void> =>
      (closed ??= removeTree({ ...this.#parts, inTurn: (act) => this.#alone(act) }, root)
        .catch(() => {})
        .finally(() => void this.#open.delete(close)));
    this.#open.add(close);
    return close;
  }

  async #orFail<T>(call: CallContext, open: () => Promise<T>): Promise<T> {
    call.signal.throwIfAborted();
    try {
      return await open();
    } catch (error) {
      call.signal.throwIfAborted();
      if (error instanceof SupervisionError) throw error;
      throw new SupervisionError('ARTEMIS_E_WORK_TREE', `No copy can be made in ${this.#parts.treesDir}: ${describeFailure(error)}`, {
        cause: error,
      });
    }
  }

  async #sweep(): Promise<string> {
    const { fs, treesDir } = this.#parts;
    await fs.mkdir(treesDir, { recursive: true, mode: 0o700 });
    const parentDir = await fs.realpath(treesDir);
    await sweepTrees(this.#parts, parentDir);
    return parentDir;
  }

  #alone<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#gitDone.then(act, act);
    this.#gitDone = done.catch(() => {});
    return done;
  }
}

const withinProject = (treesDir: string): SupervisionError =>
  new SupervisionError('ARTEMIS_E_WORK_TREE', `Copies of the project would be made in ${treesDir}, which is within the project itself.`);
