import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TemporaryProject } from './temporary-project.ts';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';
import { faultyFileSystem } from '../../src/testing/faulty-file-system.ts';
import { undo } from '../../src/workspace/undo.ts';
import { Workspace } from '../../src/workspace/workspace.ts';
import { patchOf } from './patch-of.ts';
import { putFile, temporaryProject, treeOf } from './temporary-project.ts';

async function opened(files: Readonly<Record<string, string>> = {}): Promise<TemporaryProject & { workspace: Workspace }> {
  const project = temporaryProject(files);
  return { ...project, workspace: await Workspace.open(project) };
}

const nothing = { restored: [], keptBecauseChanged: [] };

describe('Workspace.rollback', () => {
  it('takes back the latest patch and no other', async () => {
    const { root, workspace } = await opened({ a: 'old', b: 'old' });
    await workspace.apply(patchOf({ a: 'first' }));
    await workspace.apply(patchOf({ a: 'second', b: null, 'x/y': 'new' }));
    await expect(workspace.rollback()).resolves.toEqual({ restored: ['a', 'b', 'x/y'], keptBecauseChanged: [] });
    expect(treeOf(root)).toEqual({ a: 'first', b: 'old' });
    await expect(workspace.rollback()).resolves.toEqual({ restored: ['a'], keptBecauseChanged: [] });
    expect(treeOf(root)).toEqual({ a: 'old', b: 'old' });
    await expect(workspace.rollback()).resolves.toEqual(nothing);
  });

  it('leaves alone what somebody changed since, and does not count it as a patch afterwards', async () => {
    const { root, workspace } = await opened({ a: 'old', b: 'old' });
    await workspace.apply(patchOf({ b: 'first' }));
    await workspace.apply(patchOf({ a: 'second', 'x/y': 'second' }));
    putFile(root, 'a', 'by the user');
    await expect(workspace.rollback()).resolves.toEqual({ restored: ['x/y'], keptBecauseChanged: ['a'] });
    expect(treeOf(root)).toEqual({ a: 'by the user', b: 'first' });
    await expect(workspace.rollback()).resolves.toEqual({ restored: ['b'], keptBecauseChanged: [] });
    await expect(workspace.changes()).resolves.toEqual([{ path: 'a', before: 'old', after: 'by the user' }]);
  });

  it('puts everything back as it was before the rollback when the disk fails', async () => {
    const project = temporaryProject({ a: 'old a', b: 'old b' });
    const disk = faultyFileSystem(nodeFileSystem, [{ on: 'rename', path: /proc/, nth: 4, errno: 'EIO' }]);
    const workspace = await Workspace.open({ ...project, ...disk });
    await workspace.apply(patchOf({ a: 'A', b: 'B' }));
    await expect(workspace.rollback()).rejects.toMatchObject({ code: 'ARTEMIS_E_WORKSPACE_WRITE', facts: { path: 'b', errno: 'EIO' } });
    expect(disk.fired).toEqual([1]);
    expect(treeOf(project.root)).toEqual({ a: 'A', b: 'B' });
    await workspace.rollback();
    expect(treeOf(project.root)).toEqual({ a: 'old a', b: 'old b' });
  });
});

describe('undo', () => {
  it('restores the tree as it was before the first patch, byte for byte', async () => {
    const { root, stateDir, workspace } = await opened({ a: '\ufeffold\r\n', 'lib/b': 'é' });
    chmodSync(join(root, 'lib/b'), 0o751);
    await workspace.apply(patchOf({ a: 'first', 'x/y/c': 'new' }));
    await workspace.apply(patchOf({ a: 'second', 'lib/b': null, 'x/y/c': null, 'x/d': 'new' }));
    await expect(undo({ root, stateDir })).resolves.toEqual({ restored: ['a', 'lib/b', 'x/d'], keptBecauseChanged: [] });
    expect(treeOf(root)).toEqual({ a: '\ufeffold\r\n', lib: '/', 'lib/b': 'é' });
    expect(statSync(join(root, 'lib/b')).mode & 0o777).toBe(0o751);
  });

  it('does nothing for a run that changed nothing, and nothing more the second time', async () => {
    const { base, root, stateDir, workspace } = await opened({ a: 'old' });
    await expect(undo({ root, stateDir })).resolves.toEqual(nothing);
    expect(readdirSync(base)).toEqual(['project']);
    await workspace.apply(patchOf({ a: 'new' }));
    await undo({ root, stateDir });
    await expect(undo({ root, stateDir })).resolves.toEqual(nothing);
    await expect(workspace.changes()).resolves.toEqual([]);
  });

  it('leaves alone and reports what the user changed, deleted or replaced since', async () => {
    const { root, stateDir, workspace } = await opened({ a: 'old', b: 'old', c: 'old', d: 'old' });
    await workspace.apply(patchOf({ a: 'A', b: 'B', c: 'C', d: null, 'x/new': 'N' }));
    putFile(root, 'a', 'by the user');
    rmSync(join(root, 'b'));
    rmSync(join(root, 'c'));
    symlinkSync('a', join(root, 'c'));
    mkdirSync(join(root, 'd'));
    putFile(root, 'x/mine', 'by the user');
    await expect(undo({ root, stateDir })).resolves.toEqual({ restored: ['x/new'], keptBecauseChanged: ['a', 'b', 'c', 'd'] });
    expect(treeOf(root)).toEqual({ a: 'by the user', c: '!', d: '/', x: '/', 'x/mine': 'by the user' });
    await expect(undo({ root, stateDir })).resolves.toEqual({ restored: [], keptBecauseChanged: ['a', 'b', 'c', 'd'] });
  });

  it('restores a file that the user has put back to what the run wrote', async () => {
    const { root, stateDir, workspace } = await opened({ a: 'old' });
    await workspace.apply(patchOf({ a: 'A' }));
    putFile(root, 'a', 'by the user');
    await undo({ root, stateDir });
    putFile(root, 'a', 'A');
    await expect(undo({ root, stateDir })).resolves.toEqual({ restored: ['a'], keptBecauseChanged: [] });
    expect(treeOf(root)).toEqual({ a: 'old' });
  });

  it('brings back what the user wrote between two patches', async () => {
    const { root, stateDir, workspace } = await opened({ a: 'old' });
    await workspace.apply(patchOf({ a: 'first' }));
    putFile(root, 'a', 'by the user');
    await workspace.apply(patchOf({ a: 'second' }));
    await expect(workspace.changes()).resolves.toEqual([{ path: 'a', before: 'by the user', after: 'second' }]);
    await expect(undo({ root, stateDir })).resolves.toEqual({ restored: ['a'], keptBecauseChanged: [] });
    expect(treeOf(root)).toEqual({ a: 'by the user' });
    await expect(undo({ root, stateDir })).resolves.toEqual(nothing);
  });

  it('keeps a mode the user has set since', async () => {
    const { root, stateDir, workspace } = await opened({ a: 'old' });
    await workspace.apply(patchOf({ a: 'new' }));
    chmodSync(join(root, 'a'), 0o755);
    await undo({ root, stateDir });
    expect(readFileSync(join(root, 'a'), 'utf8')).toBe('old');
    expect(statSync(join(root, 'a')).mode & 0o777).toBe(0o755);
  });

  it('makes the folder again in which a deleted file was', async () => {
    const { root, stateDir, workspace } = await opened({ 'lib/deep/a': 'old' });
    await workspace.apply(patchOf({ 'lib/deep/a': null }));
    rmSync(join(root, 'lib'), { recursive: true });
    await undo({ root, stateDir });
    expect(treeOf(root)).toEqual({ lib: '/', 'lib/deep': '/', 'lib/deep/a': 'old' });
  });

  it('K04: refuses to guess when a before-image is damaged, and touches nothing', async () => {
    const { root, stateDir, workspace } = await opened({ a: 'old' });
    await workspace.apply(patchOf({ a: 'new', b: 'new' }));
    const image = readdirSync(join(stateDir, 'workspace')).find((name) => /^[0-9a-f]{64}$/.test(name)) ?? '';
    writeFileSync(join(stateDir, 'workspace', image), 'oLd');
    await expect(undo({ root, stateDir })).rejects.toMatchObject({ code: 'ARTEMIS_E_WORKSPACE_STATE' });
    expect(treeOf(root)).toEqual({ a: 'new', b: 'new' });
  });

  it('K17: keeps the record private', async () => {
    const { root, stateDir, workspace } = await opened({ a: 'old' });
    chmodSync(join(root, 'a'), 0o644);
    await workspace.apply(patchOf({ a: 'new' }));
    expect(statSync(join(stateDir, 'workspace')).mode & 0o777).toBe(0o700);
    const names = readdirSync(join(stateDir, 'workspace'));
    expect(names).toHaveLength(2);
    expect(names.map((name) => statSync(join(stateDir, 'workspace', name)).mode & 0o777)).toEqual([0o600, 0o600]);
  });
});
