import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFileSystem, type ArtemisError } from '@artemis/core';
import { faultyFileSystem } from '@artemis/core/testing';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { indexProject, openParsers, type IndexedFile, type ProjectIndex } from '../../src/index.ts';
import { openSealed, sealText } from '../../src/cache/sealed-bytes.ts';
import { readShard, writeShard } from '../../src/cache/shard-text.ts';
import { temporaryProject } from '../temporary-project.ts';

const parsers = openParsers(1);
afterAll(() => parsers.close());

const sources = Object.fromEntries(
  Array.from({ length: 40 }, (_, at) => [`f${at}.ts`, `/** Number ${at}. */\nexport const value${at} = use(${at});\n`]),
);

async function savedProject() {
  const project = temporaryProject({ ...sources, 'package.json': '{"name":"p"}', 'x.bin': '\0' });
  const cache = temporaryProject();
  const problems: ArtemisError[] = [];
  const run = (more: { readonly fileSystem?: typeof nodeFileSystem } = {}): Promise<ProjectIndex> =>
    indexProject({
      projectDir: project.dir,
      cacheFolder: join(cache.dir, 'index'),
      parsers,
      onCacheProblem: (problem) => problems.push(problem),
      ...more,
    });
  const index = await run();
  return { project, folder: join(cache.dir, 'index'), problems, run, files: index.files, packages: index.packages };
}

describe('the cache', () => {
  it('gives back what was saved', async () => {
    const { run, files, packages, problems } = await savedProject();
    const again = await run();
    expect(again.files).toEqual(files);
    expect(again.packages).toEqual(packages);
    expect(problems).toEqual([]);
  });

  it('rewrites one shard and the main file after one change, and keeps no shard of a smaller project', async () => {
    const notes = (count: number): Record<string, string> =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`note-${at}.txt`, `note ${at}\n`]));
    const project = temporaryProject(notes(150));
    const cache = temporaryProject();
    const run = (): Promise<ProjectIndex> => indexProject({ projectDir: project.dir, cacheFolder: cache.dir, parsers });
    const inodes = (): Record<string, number> =>
      Object.fromEntries(readdirSync(cache.dir).map((name) => [name, statSync(join(cache.dir, name)).ino]));
    await run();
    expect(Object.keys(inodes()).toSorted()).toEqual(['files-1-000.txt', 'index.json']);

    for (const [name, text] of Object.entries(notes(500))) project.write(name, text);
    await run();
    const before = inodes();
    expect(Object.keys(before).toSorted()).toEqual([...[0, 1, 2, 3].map((shard) => `files-4-00${shard}.txt`), 'index.json']);

    project.write('note-7.txt', 'another note\n');
    expect((await run()).files).toHaveLength(500);
    const after = inodes();
    const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(changed).toHaveLength(2);
    expect(changed).toContain('index.json');
  });

  const damages: readonly (readonly [string, string, (path: string) => void])[] = [
    ['cut off', 'checksum', (path) => truncateSync(path, Math.floor(statSync(path).size / 2))],
    ['emptied', 'checksum', (path) => truncateSync(path, 0)],
    ['full of zeros', 'checksum', (path) => writeFileSync(path, Buffer.alloc(5_000))],
    ['changed in one byte', 'checksum', (path) => writeFileSync(path, readFileSync(path, 'utf8').replace(/.$/, '?'))],
    ['binary', 'checksum', (path) => writeFileSync(path, Buffer.from([0xff, 0xfe, 0x00, 0x0a, 0x80]))],
    ['some other text', 'checksum', (path) => writeFileSync(path, '{"files":[]}')],
    [
      'of another layout',
      'version',
      (path) => writeFileSync(path, readFileSync(path, 'utf8').replace('artemis-code-index 2', 'artemis-code-index 99')),
    ],
    ['of another set of queries', 'version', (path) => writeFileSync(path, readFileSync(path, 'utf8').replace(/^(\S+ \S+) \S+/, '$1 0.0'))],
  ];

  describe.each(damages)('that is %s', (_, fault, damage) => {
    it.each(['index.json', 'files-1-000.txt', 'every file'])('is made anew and healed (%s)', async (target) => {
      const { folder, run, files, packages, problems } = await savedProject();
      const names = target === 'every file' ? readdirSync(folder) : readdirSync(folder).filter((name) => name === target);
      for (const name of names) damage(join(folder, name));

      const healed = await run();
      const told = problems.map(({ facts }) => facts['fault']);
      const again = await run();

      expect(healed.files).toEqual(files);
      expect(healed.packages).toEqual(packages);
      expect(told).toEqual(names.length === 0 ? [] : [fault]);
      expect(problems).toHaveLength(told.length);
      expect(again.files).toEqual(files);
    });
  });

  it('of which a shard is missing is completed', async () => {
    const { folder, run, files } = await savedProject();
    const shard = readdirSync(folder).find((name) => name.startsWith('files-')) ?? '';
    writeFileSync(join(folder, shard), '');
    expect((await run()).files).toEqual(files);
  });

  it('that cannot be written costs nothing but the next start', async () => {
    const { run, files, problems, project } = await savedProject();
    project.write('f1.ts', 'export const changed = 1;\n');
    const { fileSystem, fired } = faultyFileSystem(nodeFileSystem, [{ on: 'handle.write', errno: 'ENOSPC', times: 100 }]);

    const index = await run({ fileSystem });

    expect(fired[0]).toBeGreaterThan(0);
    expect(index.files).toHaveLength(files.length);
    expect(problems.map(({ code, facts }) => [code, facts['fault']])).toEqual([['ARTEMIS_E_INDEX_CACHE', 'unwritable']]);
    expect((await run()).files).toEqual(index.files);
  });

  it('whose folder cannot be made is done without', async () => {
    const project = temporaryProject({ 'a.ts': '' });
    const index = await indexProject({ projectDir: project.dir, cacheFolder: '/dev/null/x', parsers, onCacheProblem: () => {} });
    expect(index.files).toHaveLength(1);
  });
});

describe('writeShard', () => {
  const name = fc.string({ unit: 'binary', maxLength: 8 });
  const line = fc.nat(1_000);
  const file: fc.Arbitrary<IndexedFile> = fc.record({
    path: name,
    language: fc.constantFrom('typescript', 'python', null),
    sha256: name,
    bytes: line,
    stamp: name,
    isTest: fc.boolean(),
    symbols: fc.array(
      fc.record(
        { name, kind: fc.constantFrom('class', 'method'), startLine: line, endLine: line, parent: name, exported: fc.boolean(), doc: name },
        { requiredKeys: ['name', 'kind', 'startLine', 'endLine'] },
      ),
      { maxLength: 4 },
    ),
    imports: fc.array(
      fc.record({ specifier: name, line, names: fc.array(name, { maxLength: 3 }) }, { requiredKeys: ['specifier', 'line'] }),
      { maxLength: 3 },
    ),
    references: fc.array(fc.record({ name, kind: fc.constantFrom('call', 'use'), lines: fc.array(line, { maxLength: 3 }) }), {
      maxLength: 3,
    }),
  });

  it('is undone by readShard, and what it gives back is plain JSON and can be written again', () => {
    fc.assert(
      fc.property(fc.array(file, { maxLength: 4 }), (files) => {
        const text = writeShard(files);
        const read = readShard(Buffer.from(text));
        expect(JSON.parse(JSON.stringify(read))).toEqual(files);
        expect(read && writeShard(read)).toBe(text);
      }),
    );
  });

  it('of a cut or lengthened text reads nothing', () => {
    fc.assert(
      fc.property(fc.array(file, { minLength: 1, maxLength: 3 }), fc.nat(), (files, at) => {
        const bytes = Buffer.from(writeShard(files));
        expect(readShard(bytes.subarray(0, at % bytes.length))).toBeNull();
        expect(readShard(Buffer.concat([bytes, Buffer.from('!')]))).toBeNull();
      }),
    );
  });
});

describe('sealText', () => {
  it('is undone by openSealed, and notices every change of a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.nat(),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
        (text, at, other) => {
          const sealed = sealText(text, '1');
          expect(openSealed(Buffer.from(sealed), '1')).toEqual({ bytes: Buffer.from(text) });
          const place = at % sealed.length;
          const changed = sealed.slice(0, place) + other + sealed.slice(place + 1);
          if (changed !== sealed) expect(openSealed(Buffer.from(changed), '1')).not.toHaveProperty('bytes');
        },
      ),
    );
  });
});
