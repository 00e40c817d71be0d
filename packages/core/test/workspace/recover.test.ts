import { existsSync, readdirSync, readFileSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FaultyFileSystem } from '../../src/testing/faulty-file-system.ts';
import type { TemporaryProject } from './temporary-project.ts';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';
import { faultyFileSystem } from '../../src/testing/faulty-file-system.ts';
import { seededRandom } from '../../src/testing/seeded-random.ts';
import { undo } from '../../src/workspace/undo.ts';
import { Workspace } from '../../src/workspace/workspace.ts';
import { patchOf } from './patch-of.ts';
import { memoryFolder, putFile, temporaryProject, treeOf } from './temporary-project.ts';

const oldFiles = { a: 'old a', 'lib/b': 'old b', 'lib/c': 'old c' };
const oldTree = { ...oldFiles, lib: '/' };
const patch = patchOf({ a: 'new a', 'lib/b': null, 'x/y/d': 'new d', 'lib/c': 'new c' });
const newTree = { a: 'new a', lib: '/', 'lib/c': 'new c', x: '/', 'x/y': '/', 'x/y/d': 'new d' };

const dying = (nth: number): FaultyFileSystem => faultyFileSystem(nodeFileSystem, [{ on: 'any', nth, crash: true }]);

/** Runs `work` on a disk that dies at the nth call. @returns Whether it died before the work was done. */
async function diesAt(nth: number, work: (disk: FaultyFileSystem) => Promise<unknown>): Promise<boolean> {
  const disk = dying(nth);
  const settled = await Promise.allSettled([work(disk)]);
  if (disk.fired[0] === 0) expect(settled[0].status).toBe('fulfilled');
  return disk.fired[0] === 1;
}

const applyOn = async (project: TemporaryProject, disk: FaultyFileSystem): Promise<unknown> =>
  (await Workspace.open({ ...project, ...disk })).apply(patch);
const undoOn = (project: TemporaryProject, disk: FaultyFileSystem): Promise<unknown> => undo({ ...project, ...disk });

/** The state folder has no temporary file, and the tree is one of the two. */
function expectWhole(project: TemporaryProject): 'old' | 'new' {
  const tree = treeOf(project.root);
  const which = 'x/y/d' in tree ? 'new' : 'old';
  expect(tree).toEqual(which === 'new' ? newTree : oldTree);
  if (existsSync(project.stateDir)) expect(Object.keys(treeOf(project.stateDir)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  return which;
}

describe('Workspace.recover', () => {
  it('F16: ends a patch that died at any call of the disk, as the old or the new tree, and undo still restores the old', async () => {
    const seen = { old: 0, new: 0 };
    const outcomes = new Set<string>();
    let died = true;
    for (let nth = 1; died; nth += 1) {
      const project = temporaryProject(oldFiles, memoryFolder);
      died = await diesAt(nth, (disk) => applyOn(project, disk));
      const workspace = await Workspace.open(project);
      outcomes.add(await workspace.recover());
      const which = expectWhole(project);
      seen[which] += 1;
      await expect(workspace.recover()).resolves.toBe('nothing');
      await expect(workspace.changes()).resolves.toHaveLength(which === 'new' ? 4 : 0);
      await undo(project);
      expect(treeOf(project.root)).toEqual(oldTree);
    }
    expect(outcomes).toEqual(new Set(['nothing', 'rolled-back', 'rolled-forward']));
    expect(seen.old).toBeGreaterThan(50);
    expect(seen.new).toBeGreaterThan(20);
  });

  it('F16: ends an undo that died at any call of the disk', async () => {
    const seen = { old: 0, new: 0 };
    let died = true;
    for (let nth = 1; died; nth += 1) {
      const project = temporaryProject(oldFiles, memoryFolder);
      const workspace = await Workspace.open(project);
      await workspace.apply(patch);
      died = await diesAt(nth, (disk) => undoOn(project, disk));
      await workspace.recover();
      seen[expectWhole(project)] += 1;
      await undo(project);
      expect(treeOf(project.root)).toEqual(oldTree);
    }
    expect(seen.old).toBeGreaterThan(20);
    expect(seen.new).toBeGreaterThan(50);
  });

  it('F16: can itself die anywhere, again and again', async () => {
    const random = seededRandom(7);
    let deaths = 0;
    for (let round = 0; round < 150; round += 1) {
      const project = temporaryProject(oldFiles, memoryFolder);
      await diesAt(30 + Math.floor(random.fraction() * 170), (disk) => applyOn(project, disk));
      for (let again = 0; again < 3; again += 1) {
        const nth = 1 + Math.floor(random.fraction() * 60);
        if (await diesAt(nth, async (disk) => (await Workspace.open({ ...project, ...disk })).recover())) deaths += 1;
      }
      await (await Workspace.open(project)).recover();
      expectWhole(project);
      await undo(project);
      expect(treeOf(project.root)).toEqual(oldTree);
    }
    expect(deaths).toBeGreaterThan(100);
  });

  it.each(['lost', 'torn'])('K02: takes back what it cannot finish because a power loss left a temporary file %s', async (how) => {
    const project = temporaryProject({ a: 'old a', b: 'old b', c: 'old c' });
    const disk = faultyFileSystem(nodeFileSystem, [{ on: 'rename', path: /proc/, nth: 2, crash: true }]);
    const patched = (await Workspace.open({ ...project, ...disk })).apply(patchOf({ a: 'A', b: 'B', c: 'C' }));
    await expect(patched).rejects.toMatchObject({ facts: { restored: false } });
    expect(disk.fired).toEqual([1]);
    const temporary = join(project.root, readdirSync(project.root).find((name) => name.endsWith('.tmp')) ?? '');
    if (how === 'lost') unlinkSync(temporary);
    else writeFileSync(temporary, '');
    await expect((await Workspace.open(project)).recover()).resolves.toBe('rolled-back');
    expect(treeOf(project.root)).toEqual({ a: 'old a', b: 'old b', c: 'old c' });
  });

  it('K14: takes back what it cannot finish because the user changed a file, and leaves that file alone', async () => {
    const project = temporaryProject({ a: 'old a', b: 'old b', c: 'old c' });
    const disk = faultyFileSystem(nodeFileSystem, [{ on: 'rename', path: /proc/, nth: 2, crash: true }]);
    await expect((await Workspace.open({ ...project, ...disk })).apply(patchOf({ a: 'A', b: 'B', c: 'C' }))).rejects.toMatchObject({
      facts: { restored: false },
    });
    expect(disk.fired).toEqual([1]);
    putFile(project.root, 'c', 'by the user');
    const workspace = await Workspace.open(project);
    await expect(workspace.recover()).resolves.toBe('rolled-back');
    expect(treeOf(project.root)).toEqual({ a: 'old a', b: 'old b', c: 'by the user' });
  });

  it('K14: is not held up by a folder that has become a link meanwhile', async () => {
    const project = temporaryProject({ a: 'old a', 'dir/b': 'old b', 'dir/c': 'old c' });
    const disk = faultyFileSystem(nodeFileSystem, [{ on: 'rename', path: /proc/, nth: 3, crash: true }]);
    const patched = (await Workspace.open({ ...project, ...disk })).apply(patchOf({ a: 'A', 'dir/b': 'B', 'dir/c': 'C' }));
    await expect(patched).rejects.toMatchObject({ facts: { restored: false } });
    expect(disk.fired).toEqual([1]);
    renameSync(join(project.root, 'dir'), join(project.base, 'outside'));
    symlinkSync('../outside', join(project.root, 'dir'));
    const outside = treeOf(join(project.base, 'outside'));
    await expect((await Workspace.open(project)).recover()).resolves.toBe('rolled-back');
    expect(readFileSync(join(project.root, 'a'), 'utf8')).toBe('old a');
    expect(treeOf(join(project.base, 'outside'))).toEqual(outside);
  });

  it('is done by the next patch if nobody asked for it', async () => {
    const project = temporaryProject({ a: 'old a', b: 'old b' });
    const disk = faultyFileSystem(nodeFileSystem, [{ on: 'rename', path: /proc/, nth: 2, crash: true }]);
    await expect((await Workspace.open({ ...project, ...disk })).apply(patchOf({ a: 'A', b: 'B' }))).rejects.toBeDefined();
    expect(disk.fired).toEqual([1]);
    const workspace = await Workspace.open(project);
    const { changes } = await workspace.apply(patchOf({ b: 'B2' }));
    expect(changes).toEqual([{ path: 'b', before: 'B', after: 'B2' }]);
    await undo(project);
    expect(treeOf(project.root)).toEqual({ a: 'old a', b: 'old b' });
  });

  it('K04: touches nothing when the record is damaged', async () => {
    const project = temporaryProject({ a: 'old' });
    const workspace = await Workspace.open(project);
    await workspace.apply(patchOf({ a: 'new' }));
    writeFileSync(join(project.stateDir, 'workspace/ledger.json'), '{"version":1,"sha256":"","ledger":{"entries":[],"intent":null}}');
    await expect(workspace.recover()).rejects.toMatchObject({ code: 'ARTEMIS_E_WORKSPACE_STATE' });
    await expect(workspace.apply(patchOf({ a: 'newer' }))).rejects.toMatchObject({ code: 'ARTEMIS_E_WORKSPACE_STATE' });
    expect(treeOf(project.root)).toEqual({ a: 'new' });
    expect(readdirSync(project.root)).toEqual(['a']);
  });
});
