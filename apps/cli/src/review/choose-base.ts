import { ArtemisError, sanitizeLine } from '@artemis/core';
import type { ReadOnlyGit } from './read-only-git.ts';

/** What a change is compared with. */
export interface Base {
  /** Id of a commit, or of the tree without files. */
  readonly id: string;
  /** How the reader knows it, such as `origin/main`. */
  readonly name: string;
  /** False when it is only the last commit, for want of a branch to compare with. */
  readonly isChosen: boolean;
}

/** Where default branches are, those of the remote first: what is there has been handed in. */
const usual = [
  'refs/remotes/origin/HEAD',
  ...['main', 'master', 'trunk'].flatMap((name) => [`refs/remotes/origin/${name}`, `refs/heads/${name}`]),
];

/**
 * What to compare with: where the work left the branch that is named, or else the default branch; the last commit where there is none.
 *
 * @param wanted - A branch, tag or commit, as the user wrote it.
 * @param target - Branch a pull request is for, as the build server says.
 * @throws ArtemisError `ARTEMIS_E_USAGE` when what is named is no commit, or has no history in common with the present one. What
 * must be compared is never silently compared with something else.
 */
export async function chooseBase(git: ReadOnlyGit, wanted: string | undefined, target: string | undefined): Promise<Base> {
  const head = await commitOf(git, 'HEAD');
  if (wanted !== undefined) return leftAt(git, { id: (await commitOf(git, wanted)) ?? refuse(wanted), name: wanted, isChosen: true }, head);
  if (target !== undefined && target !== '') {
    const id = (await commitOf(git, `refs/remotes/origin/${target}`)) ?? refuse(`origin/${target}`);
    return leftAt(git, { id, name: `origin/${target}`, isChosen: true }, head);
  }
  if (head === null) return { id: await emptyTree(git), name: 'nothing, as there is no commit yet', isChosen: true };
  for (const ref of usual) {
    const id = await commitOf(git, ref);
    const base = id === null ? null : await git.line(['merge-base', id, head]);
    if (base) return { id: base, name: ref.replace(/^refs\/(?:remotes|heads)\//, ''), isChosen: true };
  }
  return { id: head, name: 'HEAD', isChosen: false };
}

/** A name that begins with a dash stays a name. */
const commitOf = (git: ReadOnlyGit, name: string): Promise<string | null> =>
  git.line(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);

async function leftAt(git: ReadOnlyGit, base: Base, head: string | null): Promise<Base> {
  if (head === null) return base;
  const parting = await git.line(['merge-base', base.id, head]);
  if (parting) return { ...base, id: parting };
  throw new ArtemisError('ARTEMIS_E_USAGE', `HEAD and "${sanitizeLine(base.name, 100)}" have no history in common here.`, {
    hint: 'Fetch more of the history: git fetch --unshallow, or fetch-depth: 0 for actions/checkout.',
  });
}

function refuse(name: string): never {
  throw new ArtemisError('ARTEMIS_E_USAGE', `There is no commit "${sanitizeLine(name, 100)}" here.`, {
    hint: 'Name a branch, tag or commit that git knows, or fetch it first: git fetch, or fetch-depth: 0 for actions/checkout.',
  });
}

async function emptyTree(git: ReadOnlyGit): Promise<string> {
  return (await git.ask(['hash-object', '-t', 'tree', '--stdin'], { input: '' })).toString('utf8').trim();
}
