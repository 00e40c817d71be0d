import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Workspace } from '../../src/workspace/workspace.ts';
import { openWorkspace } from './open-workspace.ts';
import { patchOf } from './patch-of.ts';
import { putFile, temporaryProject, treeOf } from './temporary-project.ts';

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
    const { base, workspace } = await openWorkspace({ a: 'x' });
    await workspace.read('a');
    await workspace.recover();
    expect(treeOf(base)).toEqual({ project: '/', 'project/a': 'x' });
  });

  it('notices that the project folder was replaced by another', async () => {
    const { base, root, workspace } = await openWorkspace({ a: 'x' });
    renameSync(root, join(base, 'moved'));
    mkdirSync(root);
    await expect(workspace.apply(patchOf({ b: 'y' }))).rejects.toMatchObject({ code: 'ARTEMIS_E_WORKSPACE_ROOT' });
    expect(treeOf(root)).toEqual({});
  });
});

describe('Workspace.apply', () => {
  it('writes, replaces and deletes, and reports text before and after', async () => {
    const { root, workspace } = await openWorkspace({ a: 'old', 'lib/b': 'gone' });
    const report = await workspace.apply(patchOf({ a: 'new', 'lib/b': null, 'x/y/c': 'fresh' }));
    expect(report).toEqual({
      changes: [
        { path: 'a', before: 'old', after: 'new' },
        { path: 'lib/b', before: 'gone', after: null },
        { path: 'x/y/c', before: null, after: 'fresh' },
      ],
      warnings: [],
      durable: true,
      refused: [],
    });
    expect(treeOf(root)).toEqual({ a: 'new', lib: '/', x: '/', 'x/y': '/', 'x/y/c': 'fresh' });
  });

  it('S01: skips a path that leads outside, reports it, and applies the rest', async () => {
    const { base, workspace } = await openWorkspace();
    const { changes, refused } = await workspace.apply(patchOf({ '../evil': 'x', '/etc/evil': 'x', 'C:\\evil': 'x', good: 'y' }));
    expect(changes.map(({ path }) => path)).toEqual(['good']);
    expect(refused).toEqual(
      ['../evil', '/etc/evil', 'C:\\evil'].map((path) => ({ path, code: 'ARTEMIS_E_PATH_REFUSED', reason: expect.any(String) as string })),
    );
    expect(Object.keys(treeOf(base)).filter((name) => !name.startsWith('run'))).toEqual(['project', 'project/good']);
  });

  it('S10: skips version control and S12: the settings of Artemis, in a file of their own or in package.json', async () => {
    const { root, workspace } = await openWorkspace({ 'package.json': '{"artemis":{"profile":"minimal"}}' });
    const { refused } = await workspace.apply(
      patchOf({ '.GIT/hooks/x': 'x', 'artemis.yaml': 'x', 'package.json': '{"artemis":{"plugins":["evil"]}}' }),
    );
    expect(Object.keys(rulesOf(refused))).toEqual(['.GIT/hooks/x', 'artemis.yaml', 'package.json']);
    expect(treeOf(root)).toEqual({ 'package.json': '{"artemis":{"profile":"minimal"}}' });
  });

  it('S14 and S15: writes what runs on the user’s machine, with a warning', async () => {
    const { workspace } = await openWorkspace({ 'package.json': '{}' });
    const { warnings, refused } = await workspace.apply(patchOf({ 'package.json': '{"scripts":{"prepare":"x"}}', Makefile: 'all:' }));
    expect(warnings).toEqual([expect.stringContaining('scripts.prepare'), expect.stringContaining('Makefile')]);
    expect(refused).toEqual([]);
  });

  it('C08: refuses NUL, flags bidirectional controls, and writes the UTF-8 of the string', async () => {
    const { root, workspace } = await openWorkspace();
    const { warnings, refused } = await workspace.apply(patchOf({ zero: 'a\0b', bidi: 'x \u202e y', bom: '\ufeffé\r\n😀' }));
    expect(rulesOf(refused)).toEqual({ zero: 'ARTEMIS_E_CONTENT_REFUSED' });
    expect(warnings).toEqual([expect.stringContaining('U+202E')]);
    expect(readFileSync(join(root, 'bom'))).toEqual(Buffer.from('\ufeffé\r\n😀'));
  });

  it('C04: never replaces text by nothing, but makes an empty file', async () => {
    const { root, workspace } = await openWorkspace({ full: 'text', blank: ' \n' });
    const { refused } = await workspace.apply(patchOf({ full: ' \n\t', blank: '', '__init__.py': '' }));
    expect(rulesOf(refused)).toEqual({ full: 'ARTEMIS_E_CONTENT_REFUSED' });
    expect(treeOf(root)).toEqual({ full: 'text', blank: '', '__init__.py': '' });
  });

  it('leaves out what changes nothing: the same content, the deletion of no file', async () => {
    const { base, workspace } = await openWorkspace({ a: 'same' });
    await expect(workspace.apply(patchOf({ a: 'same', none: null, 'no/such': null }))).resolves.toEqual({
      changes: [],
      warnings: [],
      durable: true,
      refused: [],
    });
    expect(existsSync(join(base, 'run'))).toBe(false);
  });

  it('F08: skips folders, pipes, sockets and devices without blocking on them', async () => {
    const { root, workspace } = await openWorkspace({ 'folder/in': 'x' });
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
    const { base, root, workspace } = await openWorkspace({ inside: 'x' });
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
    const { base, root, workspace } = await openWorkspace();
    mkdirSync(join(base, 'out'));
    symlinkSync('../out', join(root, 'dir'));
    const { refused } = await workspace.apply(patchOf({ 'dir/f': 'y', 'dir/deep/f': 'y' }));
    expect(refused.map(({ path }) => path)).toEqual(['dir/f', 'dir/deep/f']);
    expect(treeOf(join(base, 'out'))).toEqual({});
  });

  it('does not write through a hard link', async () => {
    const { base, root, workspace } = await openWorkspace({ a: 'shared' });
    linkSync(join(root, 'a'), join(base, 'other'));
    await workspace.apply(patchOf({ a: 'new' }));
    expect(readFileSync(join(base, 'other'), 'utf8')).toBe('shared');
  });

  it('F11: skips a name that exists in other letters, in the project or in the patch', async () => {
    const { root, workspace } = await openWorkspace({ 'README.md': 'x', 'src/a.ts': 'x', 'e\u0301': 'x' });
    const { refused, changes } = await workspace.apply(
      patchOf({ 'Readme.md': 'y', 'SRC/b.ts': 'y', '\u00e9': 'y', One: 'y', one: 'y', 'Two/x': 'y', 'two/y': 'y' }),
    );
    expect(refused.map(({ path }) => path)).toEqual(['Readme.md', 'SRC/b.ts', '\u00e9', 'one', 'two/y']);
    expect(changes.map(({ path }) => path)).toEqual(['One', 'Two/x']);
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe('x');
  });

  it('skips a second change of a path, and a path below a file', async () => {
    const { workspace } = await openWorkspace({ file: 'x' });
    const changes = ['a', 'a', 'a/b', 'c/d', 'c', 'file/x'].map((path) => ({ kind: 'write' as const, path, content: 'y' }));
    const report = await workspace.apply({ approach: '', changes });
    expect(report.changes.map(({ path }) => path)).toEqual(['a', 'c/d']);
    expect(report.refused.map(({ path }) => path)).toEqual(['a', 'a/b', 'c', 'file/x']);
  });

  it('F12: does not replace a binary file, one in another encoding, or a huge one', async () => {
    const { root, workspace } = await openWorkspace();
    putFile(root, 'binary', Uint8Array.of(1, 0, 2));
    putFile(root, 'latin1', Uint8Array.of(0x66, 0xfc, 0x72));
    execFileSync('truncate', ['-s', '5G', join(root, 'huge')]);
    const { refused } = await workspace.apply(patchOf({ binary: 'x', latin1: 'x', huge: 'x' }));
    expect(rulesOf(refused)).toEqual(Object.fromEntries(['binary', 'latin1', 'huge'].map((path) => [path, 'ARTEMIS_E_FILE_UNREADABLE'])));
  });

  it('reports what is beyond a thousand changes instead of writing it', async () => {
    const { workspace } = await openWorkspace();
    const changes = Array.from({ length: 1_002 }, () => ({ kind: 'delete' as const, path: 'none' }));
    const { refused } = await workspace.apply({
      approach: '',
      changes: [...changes.slice(0, 999).map((change, i) => ({ ...change, path: `none${i}` })), ...changes.slice(999)],
    });
    expect(refused.map(({ path }) => path)).toEqual(['none', 'none']);
  });
});

describe('Workspace.changes', () => {
  it('sums up several patches: text before the run and now', async () => {
    const { root, workspace } = await openWorkspace({ a: 'old', b: 'keep' });
    await workspace.apply(patchOf({ a: 'first', c: 'new', b: 'other' }));
    await workspace.apply(patchOf({ a: 'second', b: 'keep' }));
    putFile(root, 'c', 'formatted');
    await expect(workspace.changes()).resolves.toEqual([
      { path: 'a', before: 'old', after: 'second' },
      { path: 'c', before: null, after: 'formatted' },
    ]);
  });
});
