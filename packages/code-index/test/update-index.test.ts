import fc from 'fast-check';
import { renameSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFileSystem } from '@artemis/core';
import { faultyFileSystem } from '@artemis/core/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { indexProject, openParsers, updateIndex, type IndexProgress, type ProjectIndex, type SourceParsers } from '../src/index.ts';
import { temporaryProject, type TemporaryProject } from './temporary-project.ts';

const parsers = openParsers(1);
afterAll(() => parsers.close());

const withoutTime = (index: ProjectIndex): ProjectIndex => ({ ...index, scannedAtMs: 0 });

/** Counts what is really parsed. */
function counted(): { readonly parsers: SourceParsers; readonly texts: string[] } {
  const texts: string[] = [];
  const parse: SourceParsers['parse'] = (request, signal) => {
    texts.push(request.text);
    return parsers.parse(request, signal);
  };
  return { parsers: { width: 1, parse, close: async () => {} }, texts };
}

type Edit = { readonly path: string; readonly content: string | null };

const paths = ['a.ts', 'b.ts', 'in/c.py', 'in/d.ts', 'package.json', 'in/package.json', '.gitignore', 'data.bin', 'notes.md'];
const contents = [
  '',
  'export const a = 1;\n',
  'def b():\n  pass\n',
  '{"name":"one"}',
  '{"name":"two","main":"x.js"}',
  'in/\n',
  '*.ts\n',
  'a\0b',
  'export const b = 2;\n',
];
const edit: fc.Arbitrary<Edit> = fc.record({
  path: fc.constantFrom(...paths),
  content: fc.option(fc.constantFrom(...contents), { freq: 4 }),
});

function make(project: TemporaryProject, { path, content }: Edit): void {
  if (content === null) project.remove(path);
  else project.write(path, content);
}

describe('updateIndex', () => {
  it.each(['told', 'not told'])('gives what a full run gives, after any edits, when %s what changed', async (told) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { maxLength: 4 }), fc.boolean(), async (rounds, git) => {
        const project = temporaryProject({ 'a.ts': 'export const first = 1;\n', 'in/d.ts': '' }, git ? 'git' : 'plain');
        let index = await indexProject({ projectDir: project.dir, parsers });
        for (const edits of rounds) {
          for (const each of edits) make(project, each);
          const changedPaths = told === 'told' ? edits.map(({ path }) => path) : undefined;
          index = await updateIndex(index, { projectDir: project.dir, parsers, ...(changedPaths && { changedPaths }) });
          expect(withoutTime(index)).toEqual(withoutTime(await indexProject({ projectDir: project.dir, parsers })));
        }
      }),
      { numRuns: 12 },
    );
  });

  it('parses only what changed', async () => {
    const project = temporaryProject({ 'a.ts': 'const a = 1;\n', 'b.ts': 'const b = 1;\n' });
    const index = await indexProject({ projectDir: project.dir, parsers });
    project.write('b.ts', 'const b = 2;\n');
    const { parsers: counting, texts } = counted();

    await updateIndex(index, { projectDir: project.dir, parsers: counting });

    expect(texts).toEqual(['const b = 2;\n']);
  });

  it('notices a change that leaves size and time as they were', async () => {
    const project = temporaryProject({ 'a.ts': 'const a = 1;\n' });
    utimesSync(join(project.dir, 'a.ts'), 1_000, 1_000);
    const index = await indexProject({ projectDir: project.dir, parsers });
    project.write('a.ts', 'const b = 1;\n');
    utimesSync(join(project.dir, 'a.ts'), 1_000, 1_000);

    const updated = await updateIndex(index, { projectDir: project.dir, parsers });

    expect(updated.files[0]?.symbols[0]?.name).toBe('b');
  });

  it('does not read what has not changed for a while', async () => {
    const project = temporaryProject({ 'a.ts': 'const a = 1;\n' });
    const index = await indexProject({ projectDir: project.dir, parsers });
    const { fileSystem, fired } = faultyFileSystem(nodeFileSystem, [{ on: 'open', path: /a\.ts$/, errno: 'EIO' }]);

    const updated = await updateIndex(
      { ...index, scannedAtMs: index.scannedAtMs + 60_000 },
      { projectDir: project.dir, parsers, fileSystem },
    );

    expect(fired).toEqual([0]);
    expect(updated.files).toEqual(index.files);
  });

  it('asks the disk about nothing but what it is told of, and what is new', async () => {
    const project = temporaryProject({ 'a.ts': 'const a = 1;\n', 'b.ts': 'const b = 1;\n' });
    const index = await indexProject({ projectDir: project.dir, parsers });
    project.write('c.ts', 'const c = 1;\n');
    const { fileSystem, fired } = faultyFileSystem(nodeFileSystem, [{ on: 'lstat', path: /a\.ts$/, errno: 'EIO' }]);

    const updated = await updateIndex(index, { projectDir: project.dir, parsers, fileSystem, changedPaths: ['b.ts'] });

    expect(fired).toEqual([0]);
    expect(updated.files.map(({ path }) => path)).toEqual(['a.ts', 'b.ts', 'c.ts']);
  });

  it('follows a folder that was renamed', async () => {
    const project = temporaryProject({ 'old/a.ts': 'const a = 1;\n' });
    const index = await indexProject({ projectDir: project.dir, parsers });
    renameSync(join(project.dir, 'old'), join(project.dir, 'new'));

    const updated = await updateIndex(index, { projectDir: project.dir, parsers, changedPaths: ['old/'] });

    expect(updated.files.map(({ path }) => path)).toEqual(['new/a.ts']);
  });

  it.each(['.', './', 'in', './in/b.ts', 'in//b.ts'])('takes %s for what may have changed', async (changed) => {
    const project = temporaryProject({ 'a.ts': '', 'in/b.ts': 'const b = 1;\n' });
    const index = await indexProject({ projectDir: project.dir, parsers });
    project.write('in/b.ts', 'const c = 1;\n');

    const updated = await updateIndex(index, { projectDir: project.dir, parsers, changedPaths: [changed] });

    expect(updated.files[1]?.symbols[0]?.name).toBe('c');
  });

  it('leaves the earlier index as it was', async () => {
    const project = temporaryProject({ 'a.ts': 'const a = 1;\n' });
    const index = await indexProject({ projectDir: project.dir, parsers });
    const before = structuredClone(index);
    project.write('a.ts', 'const b = 1;\n');

    await updateIndex(index, { projectDir: project.dir, parsers });

    expect(index).toEqual(before);
  });
});

describe('indexProject', () => {
  it('gives plain JSON', async () => {
    const project = temporaryProject({
      'a.ts': '/** Doc. */\nexport class A extends B {}\n',
      'x.bin': '\0',
      'package.json': '{"name":"p"}',
    });
    const index = await indexProject({ projectDir: project.dir, parsers });
    expect(JSON.parse(JSON.stringify(index))).toEqual(index);
  });

  it('refuses a folder that is not there, or no folder, or not absolute', async () => {
    const project = temporaryProject({ 'a.ts': '' });
    for (const projectDir of [join(project.dir, 'absent'), join(project.dir, 'a.ts'), '.', '']) {
      await expect(indexProject({ projectDir, parsers })).rejects.toMatchObject({ code: 'ARTEMIS_E_INDEX_PROJECT', facts: { projectDir } });
    }
  });

  it('tells how far it is, and ends with everything done', async () => {
    const project = temporaryProject(Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`f${at}.ts`, ''])));
    const told: IndexProgress[] = [];

    await indexProject({ projectDir: project.dir, parsers, onProgress: (progress) => told.push(progress) });

    expect(told[0]).toEqual({ phase: 'listing', files: 0, done: 0, parsed: 0 });
    expect(told.filter(({ phase }) => phase === 'reading').map(({ done }) => done)).toEqual([100, 200]);
    expect(told.at(-1)).toEqual({ phase: 'done', files: 250, done: 250, parsed: 250 });
  });
});
