import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Fault, FaultyFileSystem } from '../../src/testing/faulty-file-system.ts';
import type { TemporaryProject } from './temporary-project.ts';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';
import { faultyFileSystem } from '../../src/testing/faulty-file-system.ts';
import { undo } from '../../src/workspace/undo.ts';
import { Workspace } from '../../src/workspace/workspace.ts';
import { patchOf } from './patch-of.ts';
import { temporaryProject, treeOf } from './temporary-project.ts';

/** A disk on which `/proc` does not exist, as on every system but Linux. */
const noProc: Fault = { on: 'stat', path: /^\/proc/, times: Infinity, errno: 'ENOENT' };

async function openedWithoutProc(
  files: Readonly<Record<string, string>>,
  ...plan: readonly Fault[]
): Promise<TemporaryProject & { workspace: Workspace; disk: FaultyFileSystem }> {
  const project = temporaryProject(files);
  // Nothing may go through /proc unnoticed: any such call would fail.
  const disk = faultyFileSystem(nodeFileSystem, [noProc, { on: 'any', path: /^\/proc/, times: Infinity, errno: 'ENOENT' }, ...plan]);
  const workspace = await Workspace.open({ ...project, ...disk });
  return { ...project, disk, workspace };
}

describe('a workspace without /proc', () => {
  it('applies, rolls back and undoes', async () => {
    const { root, stateDir, workspace, disk } = await openedWithoutProc({ a: 'old', 'lib/b': 'old' });
    await workspace.apply(patchOf({ a: 'new', 'lib/b': null, 'x/y/c': 'new' }));
    expect(treeOf(root)).toEqual({ a: 'new', lib: '/', x: '/', 'x/y': '/', 'x/y/c': 'new' });
    await workspace.rollback();
    await workspace.apply(patchOf({ a: 'newer' }));
    await undo({ root, stateDir, fileSystem: disk.fileSystem });
    expect(treeOf(root)).toEqual({ a: 'old', lib: '/', 'lib/b': 'old' });
    await expect(workspace.list()).resolves.toEqual(['a', 'lib/b']);
    expect(disk.fired).toEqual([process.platform === 'linux' ? 2 : 0, 0]);
  });

  it('S07 and S08: still refuses links that stand still', async () => {
    const { base, root, workspace } = await openedWithoutProc({});
    mkdirSync(join(base, 'outside'));
    writeFileSync(join(base, 'outside/f'), 'precious');
    symlinkSync('../outside', join(root, 'dir'));
    symlinkSync('../outside/f', join(root, 'file'));
    const { refused } = await workspace.apply(patchOf({ 'dir/f': 'x', 'dir/new': 'x', file: 'x' }));
    expect(refused.map(({ path }) => path)).toEqual(['dir/f', 'dir/new', 'file']);
    await expect(workspace.list()).resolves.toEqual([]);
    expect(treeOf(join(base, 'outside'))).toEqual({ f: 'precious' });
  });

  it('F01: takes a set back as a whole', async () => {
    const { root, workspace, disk } = await openedWithoutProc({ a: 'old' }, { on: 'rename', path: /project\/b$/, errno: 'ENOSPC' });
    await expect(workspace.apply(patchOf({ a: 'new', b: 'new' }))).rejects.toMatchObject({ facts: { path: 'b', errno: 'ENOSPC' } });
    expect(disk.fired[2]).toBe(1);
    expect(treeOf(root)).toEqual({ a: 'old' });
  });
});
