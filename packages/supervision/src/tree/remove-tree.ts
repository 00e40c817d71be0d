import type { CallContext } from '@artemis/core';
import { findGit, type GitParts } from './git.ts';
import { removeGitTree, type GitTree } from './git-tree.ts';
import type { CopyFileSystem } from '@artemis/process';

/** Begin of the name of the folder of every tree; the id of the process that made it follows. */
export const treePrefix = 'artemis-tree-';

const noteName = 'repository.json';

/** Notes which repository will know of a tree, before it does: whoever takes the tree away has to tell it. */
export async function noteRepository(fs: CopyFileSystem, root: string, { projectDir, commonDir, treeDir }: GitTree): Promise<void> {
  await fs.writeFile(`${root}/${noteName}`, JSON.stringify({ projectDir, commonDir, treeDir }), { mode: 0o600 });
}

/**
 * Takes a tree away, first from its repository. It also does so for one whose making or taking away was interrupted. It waits for
 * nobody's signal: what is begun to be taken away shall be gone.
 */
export async function removeTree(parts: GitParts & { readonly fs: CopyFileSystem }, root: string): Promise<void> {
  const { fs } = parts;
  const note = await fs.readFile(`${root}/${noteName}`, 'utf8').then(readNote, () => null);
  const git = note && (await findGit(parts, note.projectDir));
  if (note) await removeGitTree(git, fs, note, unhurried);
  await fs.rm(root, { recursive: true, force: true, maxRetries: 3 });
}

/** Only our own process writes the note; a kill may have cut it, and then git was not told yet. */
function readNote(text: string): GitTree | null {
  try {
    return JSON.parse(text) as GitTree;
  } catch {
    return null;
  }
}

const unhurried: CallContext = { signal: new AbortController().signal, remainingMs: () => Infinity };
