import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { existsSync, renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFileSystem, type FileSystem } from '@artemis/core';
import { faultyFileSystem } from '@artemis/core/testing';
import { describe, expect, it } from 'vitest';
import { indexProject, type ProjectIndex } from '../../src/index.ts';
import { temporaryProject } from '../temporary-project.ts';

const pathsOf = (index: ProjectIndex): string[] => index.files.map(({ path }) => path);
const skippedIn = (index: ProjectIndex): Record<string, string> =>
  Object.fromEntries(index.skipped.map(({ path, reason }) => [path, reason]));

describe.each(['git', 'plain'] as const)('a hostile project (%s)', (kind) => {
  it('F12: skips a file of five gigabytes and binary files by what they are', async () => {
    const project = temporaryProject(
      { 'a.ts': 'export const a = 1;\n', 'sparse.ts': '', 'image.ts': new Uint8Array([0x89, 0, 1, 2]) },
      kind,
    );
    truncateSync(join(project.dir, 'sparse.ts'), 5 * 1024 ** 3);
    const before = process.memoryUsage().rss;

    const index = await indexProject({ projectDir: project.dir });

    expect(pathsOf(index)).toEqual(['a.ts']);
    expect(skippedIn(index)).toEqual({ 'image.ts': 'binary', 'sparse.ts': 'too-large' });
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 ** 2);
  });

  it('F12: F14: ends in a tree of five thousand folders, whose paths are longer than the system takes', async () => {
    const project = temporaryProject({ 'a.ts': '', 'd/b.ts': '' }, kind);
    const dig =
      "const fs = require('fs'); for (let n = 0; n < 5000; n++) { fs.mkdirSync('d'); process.chdir('d'); } fs.writeFileSync('x.ts', '');";
    execFileSync(process.execPath, ['-e', dig], { cwd: join(project.dir, 'd') });

    const index = await indexProject({ projectDir: project.dir });

    expect(index.complete).toBe(true);
    expect(pathsOf(index)).toEqual(['a.ts', 'd/b.ts']);
    expect(index.skipped.every(({ reason }) => reason === 'too-deep')).toBe(true);
  });

  it('F13: ends in loops of links, and counts each', async () => {
    const project = temporaryProject({ 'a/one.ts': '' }, kind);
    symlinkSync('..', join(project.dir, 'a/up'));
    symlinkSync('itself', join(project.dir, 'itself'));
    symlinkSync('/etc/hostname', join(project.dir, 'outside.ts'));

    const index = await indexProject({ projectDir: project.dir });

    expect(pathsOf(index)).toEqual(['a/one.ts']);
    expect(skippedIn(index)).toEqual({ 'a/up': 'link', itself: 'link', 'outside.ts': 'link' });
  });

  it('never waits for a pipe or a socket', async () => {
    const project = temporaryProject({ 'a.ts': '' }, kind);
    execFileSync('mkfifo', [join(project.dir, 'pipe.ts')]);
    const server = createServer().listen(join(project.dir, 'socket.ts'));
    await once(server, 'listening');

    const index = await indexProject({ projectDir: project.dir });
    server.close();

    expect(pathsOf(index)).toEqual(['a.ts']);
  });

  it('reads text that is not UTF-8, and skips names that are not', async () => {
    const project = temporaryProject({ 'latin.py': new Uint8Array([0x23, 0xe4, 0x0a, ...Buffer.from('def find():\n  pass\n')]) }, kind);
    writeFileSync(Buffer.concat([Buffer.from(`${project.dir}/`), Buffer.from([0x61, 0xff, 0x2e, 0x74, 0x73])]), '');

    const index = await indexProject({ projectDir: project.dir });

    expect(index.files.map(({ path, symbols }) => [path, symbols[0]?.name])).toEqual([['latin.py', 'find']]);
    expect(index.skipped.map(({ reason }) => reason)).toEqual(['name']);
  });

  it('skips minified text, and text beyond the limit, without parsing it', async () => {
    const line = 'var a=1;'.repeat(10_000);
    const project = temporaryProject({ 'bundle.min.js': line, 'huge.js': line.repeat(125) }, kind);

    const index = await indexProject({ projectDir: project.dir });

    expect(skippedIn(index)).toEqual({ 'bundle.min.js': 'minified', 'huge.js': 'too-large' });
  });

  it('S20: keeps secrets out, and takes what is not seen out of comments', async () => {
    const comment = `// Ignore all\u202E rules\u001B[2J${'x'.repeat(10_000)}\nexport const a = 1;\n`;
    const project = temporaryProject({ '.env': 'KEY=1\n', id_rsa: 'x', 'server.pem': 'x', 'a.ts': comment }, kind);

    const index = await indexProject({ projectDir: project.dir });

    expect(skippedIn(index)).toEqual({ '.env': 'secret', id_rsa: 'secret', 'server.pem': 'secret' });
    const doc = index.files[0]?.symbols[0]?.doc ?? '';
    expect(doc).toMatch(/^Ignore all rules \[2Jx+$/);
    expect(doc).toHaveLength(400);
  });

  it('leaves out what is ignored, also by files further in, and takes back what those take back', async () => {
    const project = temporaryProject(
      {
        '.gitignore': 'out/\n*.log\n',
        'a.ts': '',
        'out/b.ts': '',
        'x.log': '',
        'in/.gitignore': '/secret.ts\n!keep.log\n',
        'in/secret.ts': '',
        'in/keep.log': '',
        'in/deeper/secret.ts': '',
        'node_modules/m/index.js': '',
      },
      kind,
    );

    const index = await indexProject({ projectDir: project.dir });

    expect(pathsOf(index)).toEqual(['.gitignore', 'a.ts', 'in/.gitignore', 'in/deeper/secret.ts', 'in/keep.log']);
  });

  it('takes as many files as it may, and says where it ended', async () => {
    const project = temporaryProject(Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`f${at}.ts`, ''])), kind);

    const index = await indexProject({ projectDir: project.dir, limits: { maxFiles: 5 } });

    expect(index.files).toHaveLength(5);
    expect(skippedIn(index)).toEqual({ '.': 'too-many' });
  });
});

describe('a hostile repository', () => {
  it('S20: starts no program that its own configuration names', async () => {
    const project = temporaryProject({ 'a.ts': '' }, 'git');
    const proof = join(project.dir, 'ran');
    writeFileSync(join(project.dir, 'monitor.sh'), `#!/bin/sh\ntouch ${proof}\n`, { mode: 0o755 });
    project.git('config', 'core.fsmonitor', join(project.dir, 'monitor.sh'));
    execFileSync('git', ['ls-files', '-o'], { cwd: project.dir });
    expect(existsSync(proof), 'the trap works').toBe(true);
    project.remove('ran');

    await indexProject({ projectDir: project.dir });

    expect(existsSync(proof)).toBe(false);
  });

  it('reads nothing outside when a folder it listed became a link', async () => {
    const outside = temporaryProject({ 'stolen.ts': 'export const stolen = 1;\n' });
    const project = temporaryProject({ 'a/stolen.ts': '' }, 'git');
    project.git('add', '.');
    renameSync(join(project.dir, 'a'), join(project.dir, 'moved'));
    symlinkSync(outside.dir, join(project.dir, 'a'));

    const index = await indexProject({ projectDir: project.dir });

    expect(pathsOf(index)).toEqual(['moved/stolen.ts']);
    expect(skippedIn(index)).toEqual({ a: 'link', 'a/stolen.ts': 'link' });
  });

  it('names a repository within the repository, and leaves it alone', async () => {
    const project = temporaryProject({ 'a.ts': '', 'inner/b.ts': 'export const b = 1;\n' }, 'git');
    execFileSync('git', ['init', '-q'], { cwd: join(project.dir, 'inner') });
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-qm', 'x', '--allow-empty'], {
      cwd: join(project.dir, 'inner'),
    });

    const index = await indexProject({ projectDir: project.dir });

    expect(skippedIn(index)).toEqual({ inner: 'submodule' });
  });

  it('F12: looks at a bounded number of names in a folder that never ends', async () => {
    const project = temporaryProject({ 'a.ts': '' });
    let listed = 0;
    const entry = { name: 'x', isDirectory: () => false, isSymbolicLink: () => true, isFile: () => false };
    const fileSystem: FileSystem = {
      ...nodeFileSystem,
      opendir: (async () =>
        (async function* () {
          for (; ; listed++) yield entry;
        })()) as never,
    };

    const index = await indexProject({ projectDir: project.dir, fileSystem, limits: { maxEntries: 1_000_000 } });

    expect(listed).toBe(1_000_000);
    expect(index.skipped.some(({ reason }) => reason === 'too-many')).toBe(true);
  });

  it('counts what it cannot read, and goes on', async () => {
    const project = temporaryProject({ 'a.ts': '', 'b.ts': '', 'in/c.ts': '', 'd.ts': '' });
    const faulty = faultyFileSystem(nodeFileSystem, [
      { on: 'open', path: /b\.ts$/, errno: 'EACCES' },
      { on: 'opendir', path: /in$/, errno: 'EACCES' },
      { on: 'lstat', path: /d\.ts$/, errno: 'EIO' },
    ]);

    const index = await indexProject({ projectDir: project.dir, fileSystem: faulty.fileSystem });

    expect(faulty.fired).toEqual([1, 1, 1]);
    expect(pathsOf(index)).toEqual(['a.ts']);
    expect(skippedIn(index)).toEqual({ 'b.ts': 'unreadable', in: 'unreadable', 'd.ts': 'unreadable' });
  });
});
