import { chooseBase, type Base } from '../../src/review/choose-base.ts';
import { findRepository } from '../../src/review/find-repository.ts';
import { readChange, type ReadChange } from '../../src/review/read-change.ts';
import { ReadOnlyGit } from '../../src/review/read-only-git.ts';
import type { Repository } from '../support/repository.ts';

/** What a review of a repository would be about. */
export interface OpenedChange extends ReadChange {
  readonly base: Base;
}

/** Reads the change of a repository as the command does. */
export async function openChange({ root, home }: Repository, wanted?: string, target?: string): Promise<OpenedChange> {
  const repository = await findRepository(root);
  const git = await ReadOnlyGit.open(repository, home.env);
  const base = await chooseBase(git, wanted, target);
  return { base, ...(await readChange({ git, root: repository.root, base: base.id, signal: new AbortController().signal })) };
}
