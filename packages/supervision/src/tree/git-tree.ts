import type { CallContext } from '@artemis/core';
import { basename } from 'node:path';
import type { Git } from './git.ts';
import type { CopyFileSystem } from '@artemis/process';

/** The repository a project lies in. */
export interface Repository {
  /** The project itself. */
  readonly projectDir: string;
  /** Folder of what all its work trees share, such as `/project/.git`. */
  readonly commonDir: string;
  /** The project below the top of its work tree: empty, or ending in `/`. */
  readonly prefix: string;
  /** The commit the user has checked out. */
  readonly head: string;
}

/** A work tree of a repository, as it has to be known to take it away again. */
export interface GitTree extends Pick<Repository, 'projectDir' | 'commonDir'> {
  readonly treeDir: string;
}

/** The repository of a project; `null` where there is none that has a commit, or git will not say. */
export async function repositoryOf(git: Git, projectDir: string, call: CallContext): Promise<Repository | null> {
  const asked = ['rev-parse', '--path-format=absolute', '--show-toplevel', '--git-common-dir', '--show-prefix', 'HEAD^{commit}'];
  const [topDir, commonDir, prefix, head, end, ...more] = (await git.run(projectDir, asked, call))?.split('\n') ?? [];
  if (topDir === undefined || commonDir === undefined || prefix === undefined || head === undefined) return null;
  // A path with a line break in it cannot be told from two.
  const isWhole = end === '' && more.length === 0 && `${topDir}/${prefix}`.replace(/\/$/, '') === projectDir;
  return isWhole && /^[0-9a-f]{40,64}$/.test(head) ? { projectDir, commonDir, prefix, head } : null;
}

/**
 * Registers an empty folder as a further work tree, at the user's commit and on no branch. Files are not checked out: they come from
 * the project as it is now.
 *
 * @param treeDir - Must not exist. Its last part names the work tree in the repository, so it has to be unique.
 * @returns Whether it worked. Where it did not, {@link removeGitTree} has to be called all the same.
 */
export async function addGitTree(git: Git, { projectDir, head }: Repository, treeDir: string, call: CallContext): Promise<boolean> {
  const added = await git.run(projectDir, ['worktree', 'add', '--quiet', '--detach', '--no-checkout', '--', treeDir, head], call);
  // The index says what is committed, so that whoever looks into the tree sees what differs from that.
  return added !== null && (await git.run(treeDir, ['read-tree', head], call)) !== null;
}

/** Takes a work tree out of its repository, whole or half made, and leaves the repository as it was. Never rejects. */
export async function removeGitTree(git: Git | null, fs: CopyFileSystem, tree: GitTree, call: CallContext): Promise<void> {
  const { projectDir, commonDir, treeDir } = tree;
  // Twice: a work tree whose making was interrupted is locked.
  await git?.run(projectDir, ['worktree', 'remove', '--force', '--force', '--', treeDir], call).catch(() => null);
  const entries = `${commonDir}/worktrees`;
  // One that git had not finished is none to it. Nobody else has this name.
  await fs.rm(`${entries}/${basename(treeDir)}`, { recursive: true, force: true }).catch(() => {});
  await fs.rmdir(entries).catch(() => {});
}
