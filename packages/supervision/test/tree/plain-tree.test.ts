import * as promises from 'node:fs/promises';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { systemProcesses, type CopyFileSystem } from '@artemis/process';
import { afterEach, describe, expect, it } from 'vitest';
import { boundedWalk } from '../../src/tree/bounded-walk.ts';
import { findGit } from '../../src/tree/git.ts';
import { Trees } from '../../src/tree/trees.ts';
import { openRepository, openScene, patiently, type Scene } from './scene.ts';

const without = systemProcesses({ searchPath: '/nowhere' });

describe('a plain copy of a project', () => {
  let scene: Scene;
  afterEach(() => scene[Symbol.asyncDispose]());

  it('is made where there is no git, without secrets, caches and history, and with links as they are', async () => {
    const kept = { 'src/a.js': 'a\n', 'src/deep/b.js': 'b\n' };
    scene = await openScene(
      { ...kept, '.env': 'canary', '.npmrc': 'canary', '__pycache__/a.pyc': 'x', '.hg/store': 'x', 'coverage/x': 'x' },
      without,
    );
    await symlink('src/a.js', join(scene.projectDir, 'link.js'));
    await symlink('/etc/passwd', join(scene.projectDir, 'outside'));
    await mkdir(join(scene.projectDir, 'empty'));
    const tree = await scene.trees$.open(scene.projectDir, patiently);
    expect(tree.kind).toBe('copy');
    expect(await scene.listing(tree.directory)).toEqual({ ...kept, 'link.js': '-> src/a.js', outside: '-> /etc/passwd' });
    expect((await promises.stat(join(tree.directory, 'empty'))).isDirectory()).toBe(true);
    expect((await promises.stat(scene.treesDir)).mode & 0o077).toBe(0);
    await Promise.all([tree.close(), tree.close()]);
    expect(await scene.trees()).toEqual([]);
  });

  it('is not written through: a file of the project and its copy are two', async () => {
    scene = await openScene({ 'a.js': 'a\n' }, without);
    const tree = await scene.trees$.open(scene.projectDir, patiently);
    await promises.writeFile(join(tree.directory, 'a.js'), 'changed\n');
    expect(await scene.read('a.js')).toBe('a\n');
  });

  it('is not made within the project itself', async () => {
    scene = await openScene({ 'a.js': 'a\n' });
    const inside = new Trees({ ...without, fs: promises, homeDir: scene.path, treesDir: join(scene.projectDir, 'trees') });
    await expect(inside.open(scene.projectDir, patiently)).rejects.toMatchObject({ code: 'ARTEMIS_E_WORK_TREE' });
    expect(await scene.listing(scene.projectDir)).toEqual({ 'a.js': 'a\n' });
  });

  it('F12: has an end: what git ignores is left out of a project that is too large, and one that is too large even then is refused', async () => {
    scene = await openRepository({ '.gitignore': 'data/\n', 'a.js': 'a\n' });
    await scene.write({ 'data/1': '1', 'data/2': '2', 'new.js': 'new\n' });
    const git = await findGit({ ...systemProcesses(), homeDir: scene.path }, scene.projectDir);
    const walk = (mostFiles: number, mostBytes = 1_000, asked = git) =>
      boundedWalk({ fs: promises, projectDir: scene.projectDir, git: asked, bounds: { mostFiles, mostBytes } }, patiently).then(
        ({ files }) => files,
      );
    expect(await walk(5)).toEqual(['.gitignore', 'a.js', 'data/1', 'data/2', 'new.js']);
    expect(await walk(4)).toEqual(['.gitignore', 'a.js', 'new.js']);
    expect(await walk(5, 12)).toEqual(['.gitignore', 'a.js', 'new.js']);
    await expect(walk(2)).rejects.toMatchObject({ code: 'ARTEMIS_E_WORK_TREE', facts: { what: 'more than 2 files' } });
    await expect(walk(4, 1_000, null)).rejects.toMatchObject({ code: 'ARTEMIS_E_WORK_TREE' });
  });

  it('F02: leaves nothing behind when the disk is full in the middle of it, or the user stops it', async () => {
    scene = await openScene(Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${index}.js`, 'x\n'])));
    const stop = new AbortController();
    const full = (): Promise<void> => Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
    const stopped = async (): Promise<void> => stop.abort(new Error('stopped by the user'));
    for (const [fails, reason] of [
      [full, 'no space left'],
      [stopped, 'stopped by the user'],
    ] as const) {
      let copied = 0;
      const fs: CopyFileSystem = { ...promises, copyFile: (...args) => (++copied === 20 ? fails() : promises.copyFile(...args)) };
      const trees = new Trees({ ...without, fs, homeDir: scene.path, treesDir: scene.treesDir });
      const opened = trees.open(scene.projectDir, { signal: stop.signal, remainingMs: () => Infinity });
      await expect(opened).rejects.toThrow(reason);
      expect(copied).toBeGreaterThanOrEqual(20);
      await trees.close();
      expect(await scene.trees()).toEqual([]);
    }
  });

  it('S13: what somebody else has put beside our copies, in their name, leads nowhere', async () => {
    scene = await openScene({ 'a.js': 'a\n' });
    await promises.mkdir(scene.treesDir);
    const note = JSON.stringify({ projectDir: scene.projectDir, commonDir: scene.projectDir, treeDir: scene.projectDir });
    // A note of ours is followed as far as our own names lead; one that stands in a link, or in a folder of others, not at all.
    const [own, linked] = [join(scene.treesDir, 'artemis-tree-999999999-own'), join(scene.treesDir, 'artemis-tree-999999999-linked')];
    await promises.mkdir(own);
    await promises.writeFile(join(own, 'repository.json'), note);
    await promises.mkdir(join(scene.path, 'elsewhere'));
    await promises.writeFile(join(scene.path, 'elsewhere/repository.json'), note);
    await symlink(join(scene.path, 'elsewhere'), linked);
    await (await scene.trees$.open(scene.projectDir, patiently)).close();
    expect(await scene.listing(scene.projectDir)).toEqual({ 'a.js': 'a\n' });
    expect(await promises.readdir(join(scene.path, 'elsewhere'))).toEqual(['repository.json']);
    expect(await scene.trees()).toEqual(['artemis-tree-999999999-linked']);
  });
});
