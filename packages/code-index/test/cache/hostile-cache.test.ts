import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { indexProject, openParsers } from '../../src/index.ts';
import { contentVersion } from '../../src/cache/content-version.ts';
import { sealText } from '../../src/cache/sealed-text.ts';
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

describe('a cache that came with a project', () => {
  it('never makes the call fail, whatever it holds under a right checksum', async () => {
    const project = temporaryProject({ 'a.ts': "import './b.ts';\nexport const a = b();\n", 'b.ts': '', 'package.json': '{"name":"p"}' });
    const cache = temporaryProject();
    const run = () => indexProject({ projectDir: project.dir, cacheFolder: cache.dir, parsers });
    const { files } = await run();
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(10_000), fc.jsonValue({ maxDepth: 2 }), async (which, at, other) => {
        const names = readdirSync(cache.dir);
        const path = join(cache.dir, names[which % names.length] ?? '');
        const text = readFileSync(path, 'utf8');
        const spoiled = spoil(JSON.parse(text.slice(text.indexOf('\n') + 1)), at, other);
        writeFileSync(path, sealText(JSON.stringify(spoiled), contentVersion()));

        const index = await run();

        expect(index.files.map(({ path: found }) => found)).toEqual(files.map(({ path: found }) => found));
        for (const name of readdirSync(cache.dir)) writeFileSync(join(cache.dir, name), '');
        await run();
      }),
      { numRuns: 60 },
    );
  });
});
