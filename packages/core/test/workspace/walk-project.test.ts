import { execFileSync } from 'node:child_process';
import { renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProjectWalk, WalkLimits } from '../../src/workspace/disk/walk-project.ts';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';
import { systemRandom } from '../../src/ports/system-random.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { faultyFileSystem } from '../../src/testing/faulty-file-system.ts';
import { ProjectRoot } from '../../src/workspace/disk/project-root.ts';
import { walkProject } from '../../src/workspace/disk/walk-project.ts';
import { Workspace } from '../../src/workspace/workspace.ts';
import { putFile, temporaryProject } from './temporary-project.ts';

const limits: WalkLimits = { maxFiles: 1_000, maxEntries: 1_000, maxDepth: 64, maxMs: 1_000 };

async function walk(
  root: string,
  changed: Partial<WalkLimits> = {},
  fileSystem = nodeFileSystem,
  clock = new FakeClock(),
): Promise<ProjectWalk> {
  const project = await ProjectRoot.open(nodeFileSystem, root);
  return walkProject(project, { fileSystem, clock, random: systemRandom }, {}, { ...limits, ...changed });
}

const names = (count: number, prefix = ''): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}f${i}`, '']));

describe('Workspace.list', () => {
  it('gives relative paths, sorted, without dependencies, version control and secrets', async () => {
    const project = temporaryProject({
      'src/b.ts': '',
      'src/a.ts': '',
      'README.md': '',
      '.gitignore': '',
      '.git/HEAD': '',
      'node_modules/x/i.js': '',
      'p/node_modules/y.js': '',
      '.artemis/s': '',
      '.env': '',
    });
    const workspace = await Workspace.open(project);
    await expect(workspace.list()).resolves.toEqual(['.gitignore', 'README.md', 'src/a.ts', 'src/b.ts']);
  });

  it('lists only what can be read', async () => {
    const project = temporaryProject({ 'a b/c.ts': '1', '.env': '2', 'x:y': '3' });
    const workspace = await Workspace.open(project);
    for (const path of await workspace.list()) await expect(workspace.read(path)).resolves.not.toBeNull();
  });
});

describe('walkProject', () => {
  it('F13: ends on link loops and counts the links', async () => {
    const { base, root } = temporaryProject({ 'a/x': '' });
    symlinkSync('..', join(root, 'a/up'));
    symlinkSync('self', join(root, 'self'));
    symlinkSync(base, join(root, 'out'));
    await expect(walk(root)).resolves.toMatchObject({ files: ['a/x'], skipped: { links: 3 }, stoppedBy: null });
  });

  it('counts what it leaves out', async () => {
    const { root } = temporaryProject({ 'bad:name': '', 'bad\\folder/x': '', '.env': '', good: '' });
    execFileSync('mkfifo', [join(root, 'pipe')]);
    await expect(walk(root)).resolves.toEqual({
      files: ['good'],
      skipped: { links: 0, withheld: 1, names: 2, special: 1, folders: 0 },
      stoppedBy: null,
    });
  });

  it('F12: stops at the limits for files and for names looked at, the nearest folders first', async () => {
    const { root } = temporaryProject({ ...names(20, 'deep/er/'), 'z/near': '', top: '' });
    const byFiles = await walk(root, { maxFiles: 5 });
    expect(byFiles).toMatchObject({ stoppedBy: 'files' });
    expect(byFiles.files).toHaveLength(5);
    expect(byFiles.files).toEqual(expect.arrayContaining(['top', 'z/near']));
    await expect(walk(root, { maxEntries: 3 })).resolves.toMatchObject({ stoppedBy: 'entries' });
  });

  it('F12: does not go deeper than the limit', async () => {
    const { root } = temporaryProject({ 'a/b/c/d': '', 'a/b/e': '' });
    await expect(walk(root, { maxDepth: 2 })).resolves.toMatchObject({ files: ['a/b/e'], skipped: { folders: 1 }, stoppedBy: null });
  });

  it('F12: survives a tree of 2 000 levels', async () => {
    const { root } = temporaryProject({ top: '' });
    execFileSync('node', ['-e', 'for (let i = 0; i < 2000; i++) { require("fs").mkdirSync("d"); process.chdir("d"); }'], { cwd: root });
    await expect(walk(root)).resolves.toMatchObject({ files: ['top'], skipped: { folders: 1 } });
    execFileSync('rm', ['-rf', join(root, 'd')]);
  });

  it('F12: stops when the time is over', async () => {
    const { root } = temporaryProject({ 'a/x': '', 'b/y': '' });
    const clock = new FakeClock();
    const disk = faultyFileSystem(nodeFileSystem, [{ on: 'opendir', nth: 2, before: () => clock.advance(1_000) }]);
    await expect(walk(root, {}, disk.fileSystem, clock)).resolves.toMatchObject({ files: [], stoppedBy: 'time' });
    expect(disk.fired).toEqual([1]);
  });

  it('counts folders it cannot read and goes on', async () => {
    const { root } = temporaryProject({ 'a/x': '', 'b/y': '' });
    const disk = faultyFileSystem(nodeFileSystem, [{ on: 'opendir', nth: 2, errno: 'EACCES' }]);
    const found = await walk(root, {}, disk.fileSystem);
    expect(found.files).toHaveLength(1);
    expect(found.skipped.folders).toBe(1);
    expect(disk.fired).toEqual([1]);
  });

  it('gives a coded error when the project folder itself cannot be read', async () => {
    const { root } = temporaryProject();
    const disk = faultyFileSystem(nodeFileSystem, [{ on: 'opendir', errno: 'EIO' }]);
    await expect(walk(root, {}, disk.fileSystem)).rejects.toMatchObject({ code: 'ARTEMIS_E_WORKSPACE_WRITE', facts: { errno: 'EIO' } });
    expect(disk.fired).toEqual([1]);
  });

  it.each(['dir', 'dir/below'])('S08: does not list %s when dir was swapped for a link after it was seen', async (opened) => {
    const { base, root } = temporaryProject({ 'dir/below/x': '' });
    putFile(base, 'outside/secret', '');
    putFile(base, 'outside/below/secret', '');
    const swap = (): void => {
      renameSync(join(root, 'dir'), join(root, 'moved'));
      symlinkSync('../outside', join(root, 'dir'));
    };
    const disk = faultyFileSystem(nodeFileSystem, [{ on: 'open', path: new RegExp(`/${opened}$`), before: swap }]);
    const project = await ProjectRoot.open(disk.fileSystem, root);
    const found = await walkProject(project, { fileSystem: disk.fileSystem, clock: new FakeClock(), random: systemRandom }, {}, limits);
    expect(disk.fired).toEqual([1]);
    expect(found).toMatchObject({ files: [], skipped: { folders: 1 } });
  });
});
