import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { indexProject, linkTests, openParsers, resolveImports } from '../../src/index.ts';
import { contentVersion } from '../../src/cache/content-version.ts';
import { sealText } from '../../src/cache/sealed-bytes.ts';
import { temporaryProject } from '../temporary-project.ts';

const parsers = openParsers(1);
afterAll(() => parsers.close());

/** Puts another value somewhere in a JSON value. */
function spoil(value: unknown, at: number, other: unknown): unknown {
  if (at === 0 || typeof value !== 'object' || value === null) return other;
  const keys = Object.keys(value);
  const key = keys[at % Math.max(keys.length, 1)];
  if (key === undefined) return other;
  const copy: any = Array.isArray(value) ? [...value] : { ...value };
  copy[key] = spoil(copy[key], Math.floor(at / 3), other);
  return copy;
}

/** Puts another value somewhere in what a file of the cache holds: in its first line, or in one of the texts behind that. */
function spoilFile(text: string, at: number, other: unknown): string {
  const [head = '', ...rest] = text.split('\n');
  const rows = JSON.parse(head) as readonly (readonly unknown[])[];
  if (rest.length === 0 || at % 2 === 0) return [JSON.stringify(spoil(rows, at, other)), ...rest].join('\n');
  let from = 0;
  const texts = rows.flatMap((row) => row.slice(6).map((length) => rest.join('\n').slice(from, (from += Number(length)))));
  const chosen = at % texts.length;
  const spoiled = texts.map((each, place) => (place === chosen ? JSON.stringify(spoil(JSON.parse(each), at, other)) : each));
  const lengths = spoiled.map((each) => Buffer.byteLength(each));
  return `${JSON.stringify(rows.map((row, place) => [...row.slice(0, 6), ...lengths.slice(place * 3, place * 3 + 3)]))}\n${spoiled.join('')}`;
}

describe('a cache that came with a project', () => {
  it('never makes the call fail, whatever it holds under a right checksum, and neither does what is read from it', async () => {
    const project = temporaryProject({
      'a.ts': "import './b.ts';\n/** Says. */\nexport class A { say() { return b(); } }\n",
      'b.ts': '',
      'package.json': '{"name":"p"}',
      'tsconfig.json': '{"compilerOptions":{"paths":{"@/*":["src/*"]}}}',
    });
    const cache = temporaryProject();
    const run = () => indexProject({ projectDir: project.dir, cacheFolder: cache.dir, parsers });
    const { files } = await run();
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(10_000), fc.jsonValue({ maxDepth: 2 }), async (which, at, other) => {
        const names = readdirSync(cache.dir);
        const path = join(cache.dir, names[which % names.length] ?? '');
        const text = readFileSync(path, 'utf8');
        writeFileSync(path, sealText(spoilFile(text.slice(text.indexOf('\n') + 1), at, other), contentVersion()));

        const index = await run();

        expect(index.files.map(({ path: found }) => found)).toEqual(files.map(({ path: found }) => found));
        expect(() => [resolveImports(index), linkTests(index), JSON.stringify(index)]).not.toThrow();
        for (const name of readdirSync(cache.dir)) writeFileSync(join(cache.dir, name), '');
        await run();
      }),
      { numRuns: 80 },
    );
  });
});
