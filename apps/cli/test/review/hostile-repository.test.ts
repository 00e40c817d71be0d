import { chmod, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReadOnlyGit } from '../../src/review/read-only-git.ts';
import { openRepository, type Repository } from '../support/repository.ts';
import { openChange } from './open-change.ts';

let repository: Repository;
let trap: string;

beforeEach(async () => {
  repository = await openRepository();
  await repository.commit({ 'a.txt': 'a\n' });
  await repository.home.write({ 'trap.sh': '#!/bin/sh\necho sprung >> "$(dirname "$0")/sprung"\nexit 1\n' });
  trap = join(repository.home.folder, 'trap.sh');
  await chmod(trap, 0o755);
});
afterEach(() => repository[Symbol.asyncDispose]());

const isSprung = async (): Promise<boolean> => (await readdir(repository.home.folder)).includes('sprung');

/** Settings that start a program, what they are called in the attributes of a file, and what a user does that springs the trap. */
const settings: readonly (readonly [name: string, attribute: string, spring: string])[] = [
  ['core.fsmonitor', '', 'status'],
  ['filter.evil.clean', 'filter=evil', 'diff'],
  ['filter.evil.process', 'filter=evil', 'diff'],
  ['filter.e=v.i-l.clean', 'filter=e=v.i-l', 'diff'],
  ['diff.external', '', 'diff'],
  ['diff.evil.textconv', 'diff=evil', 'diff'],
  ['diff.evil.command', 'diff=evil', 'diff'],
];

describe('a repository that wants to start a program', () => {
  it.each(settings)('S31: %s is not obeyed', async (name, attribute, spring) => {
    await repository.write({ 'a.txt': 'b\n', '.git/info/attributes': `*.txt ${attribute}\n` });
    repository.git('config', name, trap);
    repository.git('config', 'filter.evil.required', 'true');

    expect((await openChange(repository)).changes).toEqual([{ path: 'a.txt', before: 'a\n', after: 'b\n' }]);
    expect(await isSprung()).toBe(false);

    // The trap works: git itself, asked in the usual way, walks into it.
    try {
      repository.git(spring);
    } catch {
      // It does not speak as git expects, and has been started all the same.
    }
    expect(await isSprung()).toBe(true);
  });

  it('S31: fetches no missing object, by a program of the repository', async () => {
    const blob = repository.git('rev-parse', 'HEAD:a.txt').trim();
    repository.git('config', 'core.repositoryformatversion', '1');
    repository.git('config', 'extensions.partialClone', 'origin');
    repository.git('config', 'remote.origin.promisor', 'true');
    repository.git('config', 'remote.origin.url', `ext::${trap} %S`);
    repository.git('config', 'protocol.ext.allow', 'always');
    await repository.write({ 'a.txt': 'b\n' });
    const { rm } = await import('node:fs/promises');
    await rm(join(repository.root, '.git/objects', blob.slice(0, 2), blob.slice(2)));

    const { changes, leftOut } = await openChange(repository);

    expect({ changes, leftOut }).toEqual({ changes: [], leftOut: [{ path: 'a.txt', reason: 'unreadable' }] });
    expect(await isSprung()).toBe(false);
    expect(() => repository.git('cat-file', 'blob', blob)).toThrow(/./);
    expect(await isSprung()).toBe(true);
  });

  it('S31: its files lie where it lies, whatever core.worktree says', async () => {
    await repository.home.write({ 'elsewhere/key.txt': 'the key\n' });
    repository.git('config', 'core.worktree', join(repository.home.folder, 'elsewhere'));
    await repository.write({ 'a.txt': 'b\n' });
    expect(JSON.stringify(await openChange(repository))).not.toContain('the key');
    expect((await openChange(repository)).changes.map(({ path }) => path)).toEqual(['a.txt']);
  });

  it('S31: a git that lies in the project is not the one that is asked', async () => {
    const own = join(repository.root, 'git');
    await writeFile(own, `#!/bin/sh\nexec ${trap}\n`);
    await chmod(own, 0o755);
    const folders = { root: repository.root, gitDir: join(repository.root, '.git') };
    for (const path of ['.', '', repository.root, `${repository.root}/../project`])
      await expect(ReadOnlyGit.open(folders, { PATH: path })).rejects.toMatchObject({ code: 'ARTEMIS_E_GIT' });
    await ReadOnlyGit.open(folders, { ...repository.home.env, PATH: `${repository.root}:.:${repository.home.env['PATH']}` });
    expect(await isSprung()).toBe(false);
  });

  it('a broken repository is said in the words of git', async () => {
    await writeFile(join(repository.root, '.git/HEAD'), 'nonsense\n');
    await expect(openChange(repository)).rejects.toMatchObject({
      code: 'ARTEMIS_E_GIT',
      message: expect.stringContaining('not a git repository'),
    });
  });
});
