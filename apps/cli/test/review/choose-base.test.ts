import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRepository, type Repository } from '../support/repository.ts';
import { openChange } from './open-change.ts';

let repository: Repository;

beforeEach(async () => {
  repository = await openRepository();
});
afterEach(() => repository[Symbol.asyncDispose]());

const paths = async (wanted?: string, target?: string): Promise<readonly string[]> =>
  (await openChange(repository, wanted, target)).changes.map(({ path }) => path);

/** A topic that left `main` before `main` went on. */
async function topic(): Promise<void> {
  await repository.commit({ 'old.js': 'old();\n' });
  repository.git('switch', '--quiet', '--create', 'topic');
  await repository.commit({ 'committed.js': 'committed();\n' });
  repository.git('switch', '--quiet', 'main');
  await repository.commit({ 'elsewhere.js': 'elsewhere();\n' });
  repository.git('switch', '--quiet', 'topic');
  await repository.write({ 'old.js': 'changed();\n', 'new.js': 'fresh();\n' });
}

describe('by default', () => {
  it('is where the work left the default branch: committed, changed and new files count, not what others did since', async () => {
    await topic();
    expect((await openChange(repository)).base).toMatchObject({ name: 'main', isChosen: true });
    expect(await paths()).toEqual(['committed.js', 'new.js', 'old.js']);
  });

  it('is what the remote has, where there is one', async () => {
    await topic();
    repository.git('update-ref', 'refs/remotes/origin/trunk', 'topic');
    repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');
    expect((await openChange(repository)).base.name).toBe('origin/HEAD');
    expect(await paths()).toEqual(['new.js', 'old.js']);
  });

  it('is the last commit on the default branch itself', async () => {
    await topic();
    repository.git('stash', '--include-untracked');
    repository.git('switch', '--quiet', 'main');
    await repository.write({ 'elsewhere.js': 'there();\n' });
    expect(await paths()).toEqual(['elsewhere.js']);
  });

  it('is the last commit where no default branch is known, and says that nobody chose it', async () => {
    await repository.commit({ 'a.js': 'a();\n' });
    repository.git('branch', '--move', 'work');
    expect((await openChange(repository)).base).toMatchObject({ name: 'HEAD', isChosen: false });
  });

  it('is nothing before the first commit: every file is new', async () => {
    await repository.write({ 'a.js': 'a();\n', 'b.js': 'b();\n' });
    repository.git('add', 'a.js');
    expect((await openChange(repository)).changes).toMatchObject([
      { path: 'a.js', before: null, after: 'a();\n' },
      { path: 'b.js', before: null },
    ]);
  });
});

describe('a base that is named', () => {
  it('may be a branch, a tag or a commit', async () => {
    await topic();
    const commit = repository.git('rev-parse', 'topic').trim();
    repository.git('tag', 'v1', 'topic');
    for (const name of ['topic', 'v1', commit, commit.slice(0, 8), 'HEAD']) expect(await paths(name)).toEqual(['new.js', 'old.js']);
    expect(await paths('main')).toEqual(['committed.js', 'new.js', 'old.js']);
  });

  it.each(['nowhere', '', '--help', '-x', '--output=stolen', '$(touch stolen)', 'a;b', 'main\n', 'HEAD:old.js'])(
    'S24: is refused when it is no commit, and is never taken for an option or a command: %j',
    async (name) => {
      await topic();
      await expect(openChange(repository, name)).rejects.toMatchObject({ code: 'ARTEMIS_E_USAGE' });
      expect(repository.git('status', '--short')).not.toContain('stolen');
    },
  );

  it('S24: may be a branch with a name like an option', async () => {
    await topic();
    repository.git('update-ref', 'refs/heads/--output=stolen', 'topic');
    expect(await paths('refs/heads/--output=stolen')).toEqual(['new.js', 'old.js']);
  });

  it('is refused when it has no history in common with the present one', async () => {
    await repository.commit({ 'a.js': 'a();\n' });
    repository.git('switch', '--quiet', '--orphan', 'other');
    await repository.commit({ 'b.js': 'b();\n' });
    await expect(openChange(repository, 'main')).rejects.toMatchObject({ code: 'ARTEMIS_E_USAGE', hint: expect.stringContaining('fetch') });
  });

  it('is the branch a pull request is for, and refused where that was not fetched: nothing else is silently taken', async () => {
    await topic();
    await expect(openChange(repository, undefined, 'main')).rejects.toMatchObject({ code: 'ARTEMIS_E_USAGE' });
    repository.git('update-ref', 'refs/remotes/origin/main', 'main');
    expect(await paths(undefined, 'main')).toEqual(['committed.js', 'new.js', 'old.js']);
  });
});
