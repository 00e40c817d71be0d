import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { repositoryOf } from '../../src/repository.ts';
import { packedPackages } from '../../src/tools/packed-packages.ts';
import { json } from '../objections.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'artemis-packed-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const manifest = {
  name: '@artemis/rag',
  version: '1.0.0',
  type: 'module',
  exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
  files: ['dist'],
};

async function lint(texts: Readonly<Record<string, string>>): Promise<string[]> {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const findings = await packedPackages.run(repositoryOf(root, Object.keys(texts), (path) => texts[path] ?? ''));
  return findings.map(({ message }) => message);
}

it('finds an entry that is not in the tarball', async () => {
  const messages = await lint({ 'packages/rag/package.json': json(manifest), 'packages/rag/dist/index.d.ts': 'export {};' });
  expect(messages).toHaveLength(1);
  expect(messages[0]).toContain('./dist/index.js');
});

it('is content with a complete package, and skips a private one', async () => {
  const messages = await lint({
    'packages/rag/package.json': json(manifest),
    'packages/rag/dist/index.d.ts': 'export {};',
    'packages/rag/dist/index.js': 'export {};',
    'tooling/bench/package.json': json({ ...manifest, private: true }),
  });
  expect(messages).toEqual([]);
});

it('finds a package that cannot be packed', async () => {
  expect(await lint({ 'packages/rag/package.json': '{ "name": "@artemis/rag" }' })).toHaveLength(1);
});
