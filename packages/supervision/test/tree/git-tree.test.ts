import { chmod, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openRepository, openScene, patiently, type Scene } from './scene.ts';

const files = { 'src/a.js': 'a\n', 'src/b.js': 'b\n', '.gitignore': 'made/\nnode_modules/\n.env\n', 'README.md': 'read\n' };

describe('a work tree of a project in git', () => {
  let scene: Scene;
  afterEach(() => scene[Symbol.asyncDispose]());

  it('holds the project as it is now: committed, changed, new and ignored files, and no deleted one', async () => {
    scene = await openRepository(files);
    await scene.write({ 'src/a.js': 'changed\n', 'src/new.js': 'new\n', 'made/types.js': 'generated\n', '.env': 'KEY=canary\n' });
    scene.git('add', 'src/new.js');
    scene.git('rm', '-q', 'README.md');
    await chmod(join(scene.projectDir, 'src/b.js'), 0o755);
    const tree = await scene.trees$.open(scene.projectDir, patiently);
    expect(tree.kind).toBe('git');
    const { '.git': gitFile, ...held } = await scene.listing(tree.directory);
    expect(gitFile).toMatch(/^gitdir: /);
    expect(held).toEqual({
      '.gitignore': files['.gitignore'],
      'src/a.js': 'changed\n',
      'src/b.js': 'b\n',
      'src/new.js': 'new\n',
      'made/types.js': 'generated\n',
    });
    expect((await stat(join(tree.directory, 'src/b.js'))).mode & 0o777).toBe(0o755);
    // Who looks into it with git sees what differs from the commit.
    expect(scene.git('-C', tree.directory, 'status', '--short').split('\n').toSorted()).toEqual([
      '',
      ' D README.md',
      ' M src/a.js',
      ' M src/b.js',
      '?? src/new.js',
    ]);
  });

  it('leaves the repository of the user as it was: no entry, lock, ref, or changed file', async () => {
    scene = await openRepository(files);
    await scene.write({ 'src/a.js': 'changed\n' });
    scene.git('add', 'src/a.js');
    const before = [await scene.listing(join(scene.projectDir, '.git')), await readdir(join(scene.projectDir, '.git'))];
    const trees = await Promise.all(Array.from({ length: 8 }, () => scene.trees$.open(scene.projectDir, patiently)));
    expect(trees.map(({ kind }) => kind)).toEqual(Array.from({ length: 8 }, () => 'git'));
    expect(scene.git('worktree', 'list').trim().split('\n')).toHaveLength(9);
    expect(scene.git('branch', '--all').trim()).toBe('* main');
    await Promise.all(trees.map((tree) => tree.close()));
    expect(scene.git('worktree', 'list').trim().split('\n')).toHaveLength(1);
    expect([await scene.listing(join(scene.projectDir, '.git')), await readdir(join(scene.projectDir, '.git'))]).toEqual(before);
    expect(await scene.trees()).toEqual([]);
  });

  it('has links where packages are installed, which lead to the project', async () => {
    scene = await openRepository({ ...files, 'go.mod': 'module x\n' });
    await scene.write({ 'node_modules/one/index.js': '1\n', 'vendor/two/two.go': 'package two\n', 'app/.venv/pyvenv.cfg': '\n' });
    const tree = await scene.trees$.open(scene.projectDir, patiently);
    const held = await scene.listing(tree.directory);
    expect([held['node_modules'], held['vendor'], held['app/.venv']]).toEqual(
      ['node_modules', 'vendor', 'app/.venv'].map((path) => `-> ${scene.projectDir}/${path}`),
    );
    expect([...tree.installed.keys()].toSorted()).toEqual(['app/.venv', 'node_modules', 'vendor']);
    await tree.close();
    expect(await scene.read('node_modules/one/index.js')).toBe('1\n');
  });

  it('takes a folder within a repository alone', async () => {
    scene = await openRepository({ 'packages/one/a.js': 'a\n', 'packages/two/b.js': 'b\n' });
    const tree = await scene.trees$.open(join(scene.projectDir, 'packages/one'), patiently);
    expect(tree.kind).toBe('git');
    expect(tree.directory).toMatch(/\/packages\/one$/);
    expect(await scene.listing(tree.directory)).toEqual({ 'a.js': 'a\n' });
  });

  it.each([
    ['that has no commit yet', (one: Scene) => one.git('init', '-q')],
    ['that is broken', (one: Scene) => writeFile(join(one.projectDir, '.git'), 'gitdir: /nowhere\n')],
    ['that belongs to somebody else', (one: Scene) => mkdir(join(one.projectDir, '.git'))],
  ])('is a plain copy where there is a repository %s', async (_, prepare) => {
    scene = await openScene(files);
    await prepare(scene);
    const tree = await scene.trees$.open(scene.projectDir, patiently);
    expect(tree.kind).toBe('copy');
    expect(await scene.listing(tree.directory)).toEqual(files);
    await tree.close();
    expect(await scene.trees()).toEqual([]);
  });

  it('S31: nothing that the repository configures is run', async () => {
    scene = await openRepository({ ...files, '.gitattributes': '* filter=evil diff=evil merge=evil\n' });
    const evil = join(scene.path, 'evil.sh');
    const fired = join(scene.path, 'fired');
    await writeFile(evil, `#!/bin/sh\necho "$0 $@" >> ${fired}\ncat\n`, { mode: 0o755 });
    for (const key of [
      'core.fsmonitor',
      'filter.evil.smudge',
      'filter.evil.clean',
      'filter.evil.process',
      'core.sshCommand',
      'core.pager',
      'core.editor',
    ])
      scene.git('config', key, evil);
    scene.git('config', 'core.hooksPath', join(scene.path, 'hooks'));
    await mkdir(join(scene.path, 'hooks'));
    for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction', 'fsmonitor-watchman', 'pre-auto-gc'])
      await symlink(evil, join(scene.path, 'hooks', hook));
    scene.git('config', 'remote.origin.url', 'ssh://evil.example/x');
    scene.git('config', 'remote.origin.promisor', 'true');
    scene.git('config', 'extensions.partialClone', 'origin');
    const tree = await scene.trees$.open(scene.projectDir, patiently);
    expect(tree.kind).toBe('git');
    await tree.close();
    await expect(stat(fired)).rejects.toThrow('ENOENT');
    // The same configuration does fire where nobody takes care.
    scene.git('worktree', 'add', '-q', join(scene.path, 'careless'));
    expect((await stat(fired)).size).toBeGreaterThan(0);
  });

  it.each(['--upload-pack=touch owned', '$(touch owned)', '`touch owned`', '; touch owned', 'a\'b"c', 'line\nbreak', '-C'])(
    'S24: a folder called %j is a name and nothing else',
    async (name) => {
      scene = await openRepository({ [`${name}/a.js`]: 'a\n', [`${name}/${name}.js`]: 'b\n' });
      const tree = await scene.trees$.open(join(scene.projectDir, name), patiently);
      expect(await scene.listing(tree.directory)).toEqual({ 'a.js': 'a\n', [`${name}.js`]: 'b\n' });
      await tree.close();
      expect(scene.git('worktree', 'list').trim().split('\n')).toHaveLength(1);
      expect(await readdir(scene.path)).not.toContain('owned');
      expect(await readdir(scene.projectDir)).not.toContain('owned');
    },
  );
});
