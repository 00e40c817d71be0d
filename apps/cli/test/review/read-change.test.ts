import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRepository, type Repository } from '../support/repository.ts';
import { openChange } from './open-change.ts';

let repository: Repository;

beforeEach(async () => {
  repository = await openRepository();
  await repository.commit({ 'kept.js': 'kept();\n', 'src/a.js': 'a();\n', 'gone.js': 'gone();\n' });
});
afterEach(() => repository[Symbol.asyncDispose]());

describe('readChange', () => {
  it('reads files as they were and as they are on the disk, staged or not', async () => {
    await repository.write({ 'src/a.js': 'b();\n', 'gone.js': null, 'new.js': 'n();\n' });
    repository.git('add', 'src/a.js');
    await repository.write({ 'src/a.js': 'c();\n' });
    const { changes, leftOut } = await openChange(repository);
    expect(changes).toEqual([
      { path: 'gone.js', before: 'gone();\n', after: null },
      { path: 'new.js', before: null, after: 'n();\n' },
      { path: 'src/a.js', before: 'a();\n', after: 'c();\n' },
    ]);
    expect(leftOut).toEqual([]);
  });

  it('leaves out what has not changed: touched files, other line ends, ignored ones', async () => {
    await repository.write({ 'kept.js': 'kept();\n', 'src/a.js': 'a();\r\n', '.gitignore': 'secret.env\n', 'secret.env': 'KEY=1\n' });
    expect((await openChange(repository)).changes.map(({ path }) => path)).toEqual(['.gitignore']);
  });

  it('reads both sides of a merge that is not solved', async () => {
    repository.git('switch', '--quiet', '--create', 'topic');
    await repository.commit({ 'src/a.js': 'topic();\n' });
    repository.git('switch', '--quiet', 'main');
    await repository.commit({ 'src/a.js': 'main();\n' });
    expect(() => repository.git('merge', '--quiet', 'topic')).toThrow('merge');
    const { changes } = await openChange(repository);
    expect(changes).toMatchObject([{ path: 'src/a.js', before: 'main();\n', after: expect.stringContaining('<<<<<<<') }]);
  });

  it('names what cannot be reviewed as text', async () => {
    await mkdir(join(repository.root, 'inner'));
    repository.git('init', '--quiet', 'inner');
    await repository.write({
      'image.png': Buffer.from([0x89, 0x50, 0, 1]),
      'latin.txt': Buffer.from([0x66, 0xfc, 0x72]),
      'large.sql': 'x'.repeat(1024 ** 2 + 1),
      'inner/a.js': 'a();\n',
      [`odd\xff.js`]: 'a();\n',
    });
    const { changes, leftOut } = await openChange(repository);
    expect(changes.map(({ path }) => path)).toEqual(['odd\xff.js']);
    expect(leftOut).toEqual([
      { path: 'inner', reason: 'repository' },
      { path: 'image.png', reason: 'binary' },
      { path: 'large.sql', reason: 'too large' },
      { path: 'latin.txt', reason: 'binary' },
    ]);
  });

  it('S24: refuses a change of more files than are looked at, rather than passing over some of them', async () => {
    const blob = repository.git('hash-object', '-w', 'kept.js').trim();
    const index = Array.from({ length: 10_001 }, (_, number) => `100644 ${blob} 0\tmany/${number}.js\n`).join('');
    repository.gitWith(index, 'update-index', '--index-info');
    repository.git('commit', '--quiet', '--message', 'Many');
    repository.git('read-tree', 'HEAD~1');
    await expect(openChange(repository, 'HEAD')).rejects.toMatchObject({ code: 'ARTEMIS_E_REVIEW_LIMIT' });
  });

  it('takes what is kept elsewhere for no text', async () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n';
    await repository.commit({ 'table.csv': pointer });
    await repository.write({ 'table.csv': 'a,b\n1,2\n' });
    expect(await openChange(repository)).toMatchObject({ changes: [], leftOut: [{ path: 'table.csv', reason: 'kept elsewhere' }] });
  });

  it('S24: reads files with names that a shell or git would take for something else', async () => {
    const names = [
      '-rf',
      '--help',
      '$(touch stolen).js',
      'a;b.js',
      'a\nb.js',
      'a"b.js',
      "a'b.js",
      'a\\b.js',
      'ä\u202e.js',
      ':100644 1 2 3 M',
    ];
    await repository.write(Object.fromEntries(names.map((name) => [name, 'x();\n'])));
    const { changes } = await openChange(repository);
    expect(changes.map(({ path }) => path).toSorted()).toEqual(names.toSorted());
    repository.git('add', '--all', '.');
    expect((await openChange(repository)).changes).toHaveLength(names.length);
  });

  it('S07: follows no link out of the project, whether git knows it or not', async () => {
    await repository.home.write({ 'secret.txt': 'the key\n', 'outside/b.js': 'the key\n' });
    await symlink('../secret.txt', join(repository.root, 'link.txt'));
    await symlink('../outside', join(repository.root, 'folder'));
    const { changes, leftOut } = await openChange(repository);
    expect(changes).toEqual([]);
    expect(leftOut).toEqual([
      { path: 'folder', reason: 'no plain file' },
      { path: 'link.txt', reason: 'no plain file' },
    ]);
    repository.git('add', '--all', '.');
    expect((await openChange(repository)).changes).toEqual([]);
  });

  it('S07: reads nothing behind a folder that became a link', async () => {
    await repository.home.write({ 'outside/a.js': 'the key\n' });
    repository.git('rm', '--quiet', '--cached', 'src/a.js');
    await repository.write({ 'src/a.js': null });
    repository.git('commit', '--quiet', '--message', 'Take it out');
    await repository.commit({ 'src/a.js': 'a();\n' });
    const { rm } = await import('node:fs/promises');
    await rm(join(repository.root, 'src'), { recursive: true });
    await symlink('../outside', join(repository.root, 'src'));
    expect(JSON.stringify(await openChange(repository))).not.toContain('the key');
  });
});
