import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/testing/faulty-file-system.ts';
import type { TemporaryProject } from './temporary-project.ts';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';
import { faultyFileSystem } from '../../src/testing/faulty-file-system.ts';
import { Workspace } from '../../src/workspace/workspace.ts';
import { patchOf } from './patch-of.ts';
import { putFile, temporaryProject, treeOf } from './temporary-project.ts';

async function opened(
  files: Readonly<Record<string, string>> = {},
  plan: readonly Fault[] = [],
): Promise<TemporaryProject & { workspace: Workspace; disk: ReturnType<typeof faultyFileSystem> }> {
  const project = temporaryProject(files);
  const disk = faultyFileSystem(nodeFileSystem, plan);
  return { ...project, disk, workspace: await Workspace.open({ ...project, fileSystem: disk.fileSystem }) };
}

const rulesOf = (refused: readonly { path: string; code: string }[]): Record<string, string> =>
  Object.fromEntries(refused.map(({ path, code }) => [path, code]));

describe('Workspace.open', () => {
  it('refuses a project folder that is missing or a file', async () => {
    const { base, stateDir } = temporaryProject();
    await expect(Workspace.open({ root: join(base, 'none'), stateDir })).rejects.toMatchObject({
      code: 'ARTEMIS_E_WORKSPACE_ROOT',
      facts: { errno: 'ENOENT' },
    });
    writeFileSync(join(base, 'file'), '');
    await expect(Workspace.open({ root: join(base, 'file'), stateDir })).rejects.toMatchObject({
      code: 'ARTEMIS_E_WORKSPACE_ROOT',
      facts: { errno: 'ENOTDIR' },
    });
  });

  it('writes nothing before the first patch', async () => {
    const { base, workspace } = await opened({ a: 'x' });
    await workspace.read('a');
    await workspace.recover();
    expect(treeOf(base)).toEqual({ project: '/', 'project/a': 'x' });
  });

  it('notices that the project folder was replaced by another', async () => {
    const { base, root, workspace } = await opened({ a: 'x' });
    renameSync(root, join(base, 'moved'));
    mkdirSync(root);
    await expect(workspace.apply(patchOf({ b: 'y' }))).rejects.toMatchObject({ code: 'ARTEMIS_E_WORKSPACE_ROOT' });
    expect(treeOf(root)).toEqual({});
  });
});

describe('Workspace.apply', () => {
  it('writes, replaces and deletes, and reports text before and after', async () => {
    const { root, workspace } = await opened({ a: 'old', 'lib/b': 'gone' });
    const report = await workspace.apply(patchOf({ a: 'new', 'lib/b': null, 'x/y/c': 'fresh' }));
    expect(report).toEqual({
      changes: [
        { path: 'a', before: 'old', after: 'new' },
        { path: 'lib/b', before: 'gone', after: null },
        { path: 'x/y/c', before: null, after: 'fresh' },
      ],
      warnings: [],
      refused: [],
    });
    expect(treeOf(root)).toEqual({ a: 'new', lib: '/', x: '/', 'x/y': '/', 'x/y/c': 'fresh' });
  });

  it('S01: skips a path that leads outside, reports it, and applies the rest', async () => {
    const { base, workspace } = await opened();
    const { changes, refused } = await workspace.apply(patchOf({ '../evil': 'x', '/etc/evil': 'x', 'C:\\evil': 'x', good: 'y' }));
    expect(changes.map(({ path }) => path)).toEqual(['good']);
    expect(refused).toEqual(
      ['../evil', '/etc/evil', 'C:\\evil'].map((path) => ({ path, code: 'ARTEMIS_E_PATH_REFUSED', reason: expect.any(String) as string })),
    );
    expect(Object.keys(treeOf(base)).filter((name) => !name.startsWith('run'))).toEqual(['project', 'project/good']);
  });

  it('S10: skips version control and S12: the settings of Artemis, in a file of their own or in package.json', async () => {
    const { root, workspace } = await opened({ 'package.json': '{"artemis":{"profile":"minimal"}}' });
    const { refused } = await workspace.apply(
      patchOf({ '.GIT/hooks/x': 'x', 'artemis.yaml': 'x', 'package.json': '{"artemis":{"plugins":["evil"]}}' }),
    );
    expect(Object.keys(rulesOf(refused))).toEqual(['.GIT/hooks/x', 'artemis.yaml', 'package.json']);
    expect(treeOf(root)).toEqual({ 'package.json': '{"artemis":{"profile":"minimal"}}' });
  });

  it('S14 and S15: writes what runs on the user’s machine, with a warning', async () => {
    const { workspace } = await opened({ 'package.json': '{}' });
    const { warnings, refused } = await workspace.apply(patchOf({ 'package.json': '{"scripts":{"prepare":"x"}}', Makefile: 'all:' }));
    expect(warnings).toEqual([expect.stringContaining('scripts.prepare'), expect.stringContaining('Makefile')]);
    expect(refused).toEqual([]);
  });

  it('C08: refuses NUL, flags bidirectional controls, and writes the UTF-8 of the string', async () => {
    const { root, workspace } = await opened();
    const { warnings, refused } = await workspace.apply(patchOf({ zero: 'a\0b', bidi: 'x \u202e y', bom: '\ufeffé\r\n😀' }));
    expect(rulesOf(refused)).toEqual({ zero: 'ARTEMIS_E_CONTENT_REFUSED' });
    expect(warnings).toEqual([expect.stringContaining('U+202E')]);
    expect(readFileSync(join(root, 'bom'))).toEqual(Buffer.from('\ufeffé\r\n😀'));
  });

  it('C04: never replaces text by nothing, but makes an empty file', async () => {
    const { root, workspace } = await opened({ full: 'text', blank: ' \n' });
    const { refused } = await workspace.apply(patchOf({ full: ' \n\t', blank: '', '__init__.py': '' }));
    expect(rulesOf(refused)).toEqual({ full: 'ARTEMIS_E_CONTENT_REFUSED' });
    expect(treeOf(root)).toEqual({ full: 'text', blank: '', '__init__.py': '' });
  });

  it('leaves out what changes nothing: the same content, the deletion of no file', async () => {
    const { base, workspace } = await opened({ a: 'same' });
    await expect(workspace.apply(patchOf({ a: 'same', none: null, 'no/such': null }))).resolves.toEqual({
      changes: [],
      warnings: [],
      refused: [],
    });
    expect(existsSync(join(base, 'run'))).toBe(false);
  });

  it('F08: skips folders, pipes, sockets and devices without blocking on them', async () => {
    const { root, workspace } = await opened({ 'folder/in': 'x' });
    execFileSync('mkfifo', [join(root, 'pipe')]);
    const server = createServer().listen(join(root, 'socket'));
    const names = ['folder', 'pipe', 'socket'];
    if (process.getuid?.() === 0) {
      execFileSync('mknod', [join(root, 'device'), 'c', '1', '3']);
      names.push('device');
    }
    const before = treeOf(root);
    const { changes, refused } = await workspace.apply({
      approach: '',
      changes: names.flatMap((path) => [{ kind: 'write' as const, path, content: 'x' }]),
    });
    expect(changes).toEqual([]);
    expect(rulesOf(refused)).toEqual(Object.fromEntries(names.map((name) => [name, 'ARTEMIS_E_PATH_REFUSED'])));
    expect(treeOf(root)).toEqual(before);
    await new Promise((resolve) => server.close(resolve));
  });

  it('S07: skips a link, whether it leads outside, inside or nowhere', async () => {
    const { base, root, workspace } = await opened({ inside: 'x' });
    writeFileSync(join(base, 'outside'), 'precious');
    symlinkSync(join(base, 'outside'), join(root, 'a'));
    symlinkSync('inside', join(root, 'b'));
    symlinkSync('nowhere', join(root, 'c'));
    const { refused } = await workspace.apply(patchOf({ a: 'y', b: 'y', c: 'y' }));
    expect(refused.map(({ path }) => path)).toEqual(['a', 'b', 'c']);
    expect(readFileSync(join(base, 'outside'), 'utf8')).toBe('precious');
    expect(readFileSync(join(root, 'inside'), 'utf8')).toBe('x');
  });

  it('S08: skips a path whose parent is a link', async () => {
    const { base, root, workspace } = await opened();
    mkdirSync(join(base, 'out'));
    symlinkSync('../out', join(root, 'dir'));
    const { refused } = await workspace.apply(patchOf({ 'dir/f': 'y', 'dir/deep/f': 'y' }));
    expect(refused.map(({ path }) => path)).toEqual(['dir/f', 'dir/deep/f']);
    expect(treeOf(join(base, 'out'))).toEqual({});
  });

  it('does not write through a hard link', async () => {
    const { base, root, workspace } = await opened({ a: 'shared' });
    linkSync(join(root, 'a'), join(base, 'other'));
    await workspace.apply(patchOf({ a: 'new' }));
    expect(readFileSync(join(base, 'other'), 'utf8')).toBe('shared');
  });

  it('F11: skips a name that exists in other letters, in the project or in the patch', async () => {
    const { root, workspace } = await opened({ 'README.md': 'x', 'src/a.ts': 'x', 'e\u0301': 'x' });
    const { refused, changes } = await workspace.apply(
      patchOf({ 'Readme.md': 'y', 'SRC/b.ts': 'y', '\u00e9': 'y', One: 'y', one: 'y', 'Two/x': 'y', 'two/y': 'y' }),
    );
    expect(refused.map(({ path }) => path)).toEqual(['Readme.md', 'SRC/b.ts', '\u00e9', 'one', 'two/y']);
    expect(changes.map(({ path }) => path)).toEqual(['One', 'Two/x']);
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe('x');
  });

  it('skips a second change of a path, and a path below a file', async () => {
    const { workspace } = await opened({ file: 'x' });
    const changes = ['a', 'a', 'a/b', 'c/d', 'c', 'file/x'].map((path) => ({ kind: 'write' as const, path, content: 'y' }));
    const report = await workspace.apply({ approach: '', changes });
    expect(report.changes.map(({ path }) => path)).toEqual(['a', 'c/d']);
    expect(report.refused.map(({ path }) => path)).toEqual(['a', 'a/b', 'c', 'file/x']);
  });

  it('F12: does not replace a binary file, one in another encoding, or a huge one', async () => {
    const { root, workspace } = await opened();
    putFile(root, 'binary', Uint8Array.of(1, 0, 2));
    putFile(root, 'latin1', Uint8Array.of(0x66, 0xfc, 0x72));
    execFileSync('truncate', ['-s', '5G', join(root, 'huge')]);
    const { refused } = await workspace.apply(patchOf({ binary: 'x', latin1: 'x', huge: 'x' }));
    expect(rulesOf(refused)).toEqual(Object.fromEntries(['binary', 'latin1', 'huge'].map((path) => [path, 'ARTEMIS_E_FILE_UNREADABLE'])));
  });

  it.each([0o600, 0o755, 0o444])('F18: keeps the mode %o of a file it replaces', async (mode) => {
    const { root, workspace } = await opened({ a: 'old' });
    chmodSync(join(root, 'a'), mode);
    await workspace.apply(patchOf({ a: 'new' }));
    expect(statSync(join(root, 'a')).mode & 0o7777).toBe(mode);
  });

  it('F18: drops set-user-id, which does not fit new content', async () => {
    const { root, workspace } = await opened({ a: 'old' });
    chmodSync(join(root, 'a'), 0o4755);
    await workspace.apply(patchOf({ a: 'new' }));
    expect(statSync(join(root, 'a')).mode & 0o7777).toBe(0o755);
  });

  it.skipIf(process.getuid?.() !== 0)('F18: keeps the owner of a file it replaces (needs root)', async () => {
    const { root, workspace } = await opened({ a: 'old' });
    chownSync(join(root, 'a'), 1_234, 1_235);
    chmodSync(join(root, 'a'), 0o640);
    await workspace.apply(patchOf({ a: 'new' }));
    expect(statSync(join(root, 'a'))).toMatchObject({ uid: 1_234, gid: 1_235 });
    expect(statSync(join(root, 'a')).mode & 0o777).toBe(0o640);
  });

  it.skipIf(process.getuid?.() !== 0)('F18: gives nobody more access when the group cannot be kept (needs root)', async () => {
    const { root, workspace, disk } = await opened({ a: 'old' }, [{ on: 'handle.chown', times: 2, errno: 'EPERM' }]);
    chownSync(join(root, 'a'), 1_234, 1_235);
    chmodSync(join(root, 'a'), 0o664);
    await workspace.apply(patchOf({ a: 'new' }));
    expect(disk.fired).toEqual([2]);
    expect(statSync(join(root, 'a')).mode & 0o777).toBe(0o604);
  });

  it('reports what is beyond a thousand changes instead of writing it', async () => {
    const { workspace } = await opened();
    const changes = Array.from({ length: 1_002 }, () => ({ kind: 'delete' as const, path: 'none' }));
    const { refused } = await workspace.apply({
      approach: '',
      changes: [...changes.slice(0, 999).map((change, i) => ({ ...change, path: `none${i}` })), ...changes.slice(999)],
    });
    expect(refused.map(({ path }) => path)).toEqual(['none', 'none']);
  });

  it('F02: survives short writes', async () => {
    const { root, workspace, disk } = await opened({}, [{ on: 'handle.write', times: 10, shortBytes: 1 }]);
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
    const { root, workspace, disk } = await opened(files, [fault]);
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
    const { root, workspace, disk } = await opened({ a: 'old' }, [{ on: 'open', path: /proc.*\.tmp$/, nth: 2, errno: 'EMFILE' }]);
    await expect(workspace.apply(patchOf({ a: 'A', b: 'B' }))).rejects.toMatchObject({
      code: 'ARTEMIS_E_WORKSPACE_WRITE',
      facts: { errno: 'EMFILE' },
    });
    expect(disk.fired).toEqual([1]);
    expect(treeOf(root)).toEqual({ a: 'old' });
    const open = (): number => Number(execFileSync('sh', ['-c', `ls /proc/${process.pid}/fd | wc -l`], { encoding: 'utf8' }));
    const earlier = open();
    await workspace.apply(patchOf(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`d${i}/e/f${i}`, 'x']))));
    expect(open()).toBeLessThanOrEqual(earlier + 1);
  });

  it('touches nothing when the state folder cannot be written', async () => {
    const { base, root, workspace } = await opened({ a: 'old' });
    writeFileSync(join(base, 'run'), 'a file is in the way');
    await expect(workspace.apply(patchOf({ a: 'new' }))).rejects.toMatchObject({ code: 'ARTEMIS_E_WORKSPACE_STATE' });
    expect(treeOf(root)).toEqual({ a: 'old' });
  });

  it('says which failures remain when the disk also refuses to take back, and recovers later', async () => {
    const dying: Fault = { on: 'rename', path: /proc/, nth: 2, crash: true };
    const { root, stateDir, workspace, disk } = await opened({ a: 'old a', b: 'old b' }, [dying]);
    await expect(workspace.apply(patchOf({ a: 'A', b: 'B' }))).rejects.toMatchObject({
      code: 'ARTEMIS_E_WORKSPACE_WRITE',
      facts: { restored: false, errno: 'EIO' },
    });
    expect(disk.fired).toEqual([1]);
    const again = await Workspace.open({ root, stateDir });
    await expect(again.recover()).resolves.toBe('rolled-forward');
    expect(treeOf(root)).toEqual({ a: 'A', b: 'B' });
  });

  it('F17: warns once where folders cannot be synced', async () => {
    const { workspace, disk } = await opened({}, [{ on: 'handle.sync', path: /\/project$/, times: Infinity, errno: 'EINVAL' }]);
    expect((await workspace.apply(patchOf({ a: 'x' }))).warnings).toHaveLength(1);
    expect((await workspace.apply(patchOf({ b: 'x' }))).warnings).toEqual([]);
    expect(disk.fired[0]).toBeGreaterThan(1);
  });

  it('F10: makes a parent folder again that was removed before the patch', async () => {
    const { root, workspace } = await opened({ 'lib/a': 'x' });
    rmSync(join(root, 'lib'), { recursive: true });
    await workspace.apply(patchOf({ 'lib/b': 'y' }));
    expect(treeOf(root)).toEqual({ lib: '/', 'lib/b': 'y' });
  });

  it('F10: takes the set back when a parent folder vanishes between staging and renaming', async () => {
    const { root, workspace, disk } = await opened({ 'lib/a': 'x', c: 'old' }, [
      { on: 'rename', path: /proc/, before: () => rmSync(join(root, 'lib'), { recursive: true }) },
    ]);
    await expect(workspace.apply(patchOf({ c: 'new', 'lib/b': 'y' }))).rejects.toMatchObject({ code: 'ARTEMIS_E_WORKSPACE_CONFLICT' });
    expect(disk.fired).toEqual([1]);
    expect(treeOf(root)).toEqual({ c: 'old' });
  });

  it('takes the set back when another program changes a file meanwhile, and leaves that change alone', async () => {
    const { root, workspace, disk } = await opened({ a: 'old a', b: 'old b' }, [
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
    const { root, workspace } = await opened();
    const reports = await Promise.all(['1', '2', '3'].map((content) => workspace.apply(patchOf({ a: content }))));
    expect(reports.map(({ changes }) => changes[0]?.before)).toEqual([null, '1', '2']);
    expect(treeOf(root)).toEqual({ a: '3' });
  });

  it('goes on with the next patch after one that failed', async () => {
    const { root, workspace } = await opened({}, [{ on: 'handle.sync', path: /proc/, errno: 'EIO' }]);
    const [failed, applied] = await Promise.allSettled([workspace.apply(patchOf({ a: '1' })), workspace.apply(patchOf({ a: '2' }))]);
    expect([failed.status, applied.status]).toEqual(['rejected', 'fulfilled']);
    expect(treeOf(root)).toEqual({ a: '2' });
  });
});

describe('Workspace.changes', () => {
  it('sums up several patches: text before the run and now', async () => {
    const { root, workspace } = await opened({ a: 'old', b: 'keep' });
    await workspace.apply(patchOf({ a: 'first', c: 'new', b: 'other' }));
    await workspace.apply(patchOf({ a: 'second', b: 'keep' }));
    putFile(root, 'c', 'formatted');
    await expect(workspace.changes()).resolves.toEqual([
      { path: 'a', before: 'old', after: 'second' },
      { path: 'c', before: null, after: 'formatted' },
    ]);
  });
});
