import { closeSync, openSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/testing/faulty-file-system.ts';
import { Workspace } from '../../src/workspace/workspace.ts';
import { openWorkspace } from './open-workspace.ts';
import { patchOf } from './patch-of.ts';
import { treeOf } from './temporary-project.ts';

/** What this process has open below a folder. Others have files open too, so a mere count would say nothing. */
const openBelow = (folder: string): readonly string[] =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`);
      return path.startsWith(folder) ? [path] : [];
    } catch {
      // The one that listed them is closed by now.
      return [];
    }
  });

describe('Workspace.apply on a disk that fails', () => {
  it('F02: survives short writes', async () => {
    const { root, workspace, disk } = await openWorkspace({}, [{ on: 'handle.write', times: 10, shortBytes: 1 }]);
    await workspace.apply(patchOf({ a: 'new content' }));
    expect(treeOf(root)).toEqual({ a: 'new content' });
    expect(disk.fired).toEqual([10]);
  });

  it.each<[string, Fault, string]>([
    ['F01: a disk that is full at the third file', { on: 'handle.write', path: /proc/, nth: 3, errno: 'ENOSPC' }, 'ENOSPC'],
    ['F03: a folder without permission', { on: 'open', path: /proc.*\.tmp$/, nth: 3, errno: 'EACCES' }, 'EACCES'],
    ['F04: a disk that turns read-only', { on: 'rename', path: /proc/, nth: 2, errno: 'EROFS' }, 'EROFS'],
    ['F06: a failed sync of a file', { on: 'handle.sync', path: /proc.*tmp$/, nth: 2, errno: 'EIO' }, 'EIO'],
    ['F06: a failed sync of a folder', { on: 'handle.sync', path: /proc.*(?<!tmp)$/, nth: 1, errno: 'EIO' }, 'EIO'],
    ['F07: a rename across disks', { on: 'rename', path: /proc/, nth: 3, errno: 'EXDEV' }, 'EXDEV'],
    ['an error of a close', { on: 'handle.close', path: /proc.*tmp$/, nth: 2, errno: 'EIO' }, 'EIO'],
    ['a deletion that fails', { on: 'unlink', path: /proc.*\/d$/, errno: 'EPERM' }, 'EPERM'],
  ])('%s: the whole set is taken back, and the error names the path', async (_, fault, errno) => {
    const files = { a: 'old a', 'lib/b': 'old b', d: 'old d' };
    const { root, workspace, disk } = await openWorkspace(files, [fault]);
    const before = treeOf(root);
    await expect(workspace.apply(patchOf({ a: 'A', 'lib/b': 'B', 'x/y/c': 'C', d: null }))).rejects.toMatchObject({
      code: 'ARTEMIS_E_WORKSPACE_WRITE',
      facts: { path: expect.any(String) as string, errno },
    });
    expect(disk.fired).toEqual([1]);
    expect(treeOf(root)).toEqual(before);
    await expect(workspace.changes()).resolves.toEqual([]);
    await expect(workspace.recover()).resolves.toBe('nothing');
  });

  it('F05: needs few open files at a time, and too few fail without harm', async () => {
    const { base, root, workspace, disk } = await openWorkspace({ a: 'old' }, [
      { on: 'open', path: /proc.*\.tmp$/, nth: 2, errno: 'EMFILE' },
    ]);
    await expect(workspace.apply(patchOf({ a: 'A', b: 'B' }))).rejects.toMatchObject({
      code: 'ARTEMIS_E_WORKSPACE_WRITE',
      facts: { errno: 'EMFILE' },
    });
    expect(disk.fired).toEqual([1]);
    expect(treeOf(root)).toEqual({ a: 'old' });
    await workspace.apply(patchOf(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`d${i}/e/f${i}`, 'x']))));
    expect(openBelow(base)).toEqual([]);
    const probe = openSync(join(root, 'a'), 'r');
    expect(openBelow(base)).toEqual([join(root, 'a')]);
    closeSync(probe);
  });

  it('touches nothing when the state folder cannot be written', async () => {
    const { base, root, workspace } = await openWorkspace({ a: 'old' });
    writeFileSync(join(base, 'run'), 'a file is in the way');
    await expect(workspace.apply(patchOf({ a: 'new' }))).rejects.toMatchObject({ code: 'ARTEMIS_E_WORKSPACE_STATE' });
    expect(treeOf(root)).toEqual({ a: 'old' });
  });

  it('says which failures remain when the disk also refuses to take back, and recovers later', async () => {
    const dying: Fault = { on: 'rename', path: /proc/, nth: 2, crash: true };
    const { root, stateDir, workspace, disk } = await openWorkspace({ a: 'old a', b: 'old b' }, [dying]);
    await expect(workspace.apply(patchOf({ a: 'A', b: 'B' }))).rejects.toMatchObject({
      code: 'ARTEMIS_E_WORKSPACE_WRITE',
      facts: { restored: false, errno: 'EIO' },
    });
    expect(disk.fired).toEqual([1]);
    const again = await Workspace.open({ root, stateDir });
    await expect(again.recover()).resolves.toBe('rolled-forward');
    expect(treeOf(root)).toEqual({ a: 'A', b: 'B' });
  });

  it('F17: goes on where folders cannot be synced, and says that it is not durable', async () => {
    const { workspace, disk } = await openWorkspace({}, [{ on: 'handle.sync', path: /\/project$/, times: Infinity, errno: 'EINVAL' }]);
    await expect(workspace.apply(patchOf({ a: 'x' }))).resolves.toMatchObject({ durable: false, warnings: [] });
    expect(disk.fired[0]).toBeGreaterThan(0);
    expect((await (await openWorkspace({})).workspace.apply(patchOf({ a: 'x' }))).durable).toBe(true);
  });

  it('F10: makes a parent folder again that was removed before the patch', async () => {
    const { root, workspace } = await openWorkspace({ 'lib/a': 'x' });
    rmSync(join(root, 'lib'), { recursive: true });
    await workspace.apply(patchOf({ 'lib/b': 'y' }));
    expect(treeOf(root)).toEqual({ lib: '/', 'lib/b': 'y' });
  });

  it('F10: takes the set back when a parent folder vanishes between staging and renaming', async () => {
    const { root, workspace, disk } = await openWorkspace({ 'lib/a': 'x', c: 'old' }, [
      { on: 'rename', path: /proc/, before: () => rmSync(join(root, 'lib'), { recursive: true }) },
    ]);
    await expect(workspace.apply(patchOf({ c: 'new', 'lib/b': 'y' }))).rejects.toMatchObject({ code: 'ARTEMIS_E_WORKSPACE_CONFLICT' });
    expect(disk.fired).toEqual([1]);
    expect(treeOf(root)).toEqual({ c: 'old' });
  });

  it('takes the set back when another program changes a file meanwhile, and leaves that change alone', async () => {
    const { root, workspace, disk } = await openWorkspace({ a: 'old a', b: 'old b' }, [
      { on: 'rename', path: /proc/, before: () => writeFileSync(join(root, 'b'), 'by the user') },
    ]);
    await expect(workspace.apply(patchOf({ a: 'A', b: 'B' }))).rejects.toMatchObject({
      code: 'ARTEMIS_E_WORKSPACE_CONFLICT',
      facts: { path: 'b' },
    });
    expect(disk.fired).toEqual([1]);
    expect(treeOf(root)).toEqual({ a: 'old a', b: 'by the user' });
  });

  it('takes patches that arrive at the same time one after the other', async () => {
    const { root, workspace } = await openWorkspace();
    const reports = await Promise.all(['1', '2', '3'].map((content) => workspace.apply(patchOf({ a: content }))));
    expect(reports.map(({ changes }) => changes[0]?.before)).toEqual([null, '1', '2']);
    expect(treeOf(root)).toEqual({ a: '3' });
  });

  it('goes on with the next patch after one that failed', async () => {
    const { root, workspace } = await openWorkspace({}, [{ on: 'handle.sync', path: /proc/, errno: 'EIO' }]);
    const [failed, applied] = await Promise.allSettled([workspace.apply(patchOf({ a: '1' })), workspace.apply(patchOf({ a: '2' }))]);
    expect([failed.status, applied.status]).toEqual(['rejected', 'fulfilled']);
    expect(treeOf(root)).toEqual({ a: '2' });
  });
});
