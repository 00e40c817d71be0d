import { basename } from 'node:path';
import type { CallContext } from '@artemis/core';
import { findGit, type GitParts } from './git.ts';
import { removeGitTree, type GitTree } from './git-tree.ts';
import type { CopyFileSystem } from '@artemis/process';

/** Begin of the name of the folder of every tree; the mark of the process that made it follows. */
export const treePrefix = 'artemis-tree-';

const noteName = 'repository.json';

/** The work tree in the folder of a tree. Git calls it by its last part, which is like no other. */
export const treeIn = (root: string): string => `${root}/${basename(root)}`;

/** Which repository knows of a tree. */
type Note = Pick<GitTree, 'projectDir' | 'commonDir'>;

/** Notes which repository will know of a tree, before it does: whoever takes the tree away has to tell it. */
export async function noteRepository(fs: CopyFileSystem, root: string, { projectDir, commonDir }: Note): Promise<void> {
  await fs.writeFile(`${root}/${noteName}`, JSON.stringify({ projectDir, commonDir }), { mode: 0o600 });
}

/** What taking a tree away needs. */
export interface RemovalParts extends GitParts {
  readonly fs: CopyFileSystem;
  /** Lets one at a time speak to git. Default: at once. */
  readonly inTurn?: (act: () => Promise<void>) => Promise<void>;
}

/**
 * Takes a tree away, and out of its repository, also where its making or taking away was interrupted. It waits for nobody's signal: what
 * is begun to be taken away shall be gone.
 */
export async function removeTree(parts: RemovalParts, root: string): Promise<void> {
  const { fs, inTurn = (act) => act() } = parts;
  if (!(await isOurs(fs, root))) return;
  const note = await fs.readFile(`${root}/${noteName}`, 'utf8').then(readNote, () => null);
  if (note) {
    const tree: GitTree = { ...note, treeDir: treeIn(root) };
    // Git would do this too, file by file and much slower. The note stays until git has forgotten the tree.
    await fs.rm(tree.treeDir, { recursive: true, force: true, maxRetries: 3 });
    const git = await findGit(parts, note.projectDir);
    await inTurn(() => removeGitTree(git, fs, tree, unhurried));
  }
  await fs.rm(root, { recursive: true, force: true, maxRetries: 3 });
}

/** In a folder that many can write, such as that for temporary files, somebody else may have made one of that name, with a note in it. */
async function isOurs(fs: CopyFileSystem, root: string): Promise<boolean> {
  const stat = await fs.lstat(root).catch(() => null);
  return stat !== null && stat.isDirectory() && (process.getuid === undefined || stat.uid === process.getuid());
}

/** Only our own process writes the note; a kill may have cut it, and then git was not told yet. */
function readNote(text: string): Note | null {
  try {
    return JSON.parse(text) as Note;
  } catch {
    return null;
  }
}

const unhurried: CallContext = { signal: new AbortController().signal, remainingMs: () => Infinity };
