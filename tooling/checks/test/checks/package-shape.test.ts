import { expect, it } from 'vitest';
import { packageShape } from '../../src/checks/package-shape.ts';
import type { Manifest } from '../../src/manifest.ts';
import { repositoryOfTexts } from '../../src/repository.ts';
import { json } from '../objections.ts';

const good: Manifest = {
  name: '@artemis/rag',
  version: '0.0.0',
  description: 'Finds the files that matter for a task.',
  keywords: ['artemis-plugin', 'rag', 'search'],
  license: 'MIT',
  type: 'module',
  sideEffects: false,
  engines: { node: '>=22.18' },
  exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' }, './package.json': './package.json' },
  files: ['dist'],
  repository: { type: 'git', directory: 'packages/rag' },
  publishConfig: { access: 'public', provenance: true },
  artemis: { apiVersion: 1 },
  peerDependencies: { '@artemis/core': 'workspace:^' },
};

/** Keys the check names for this manifest. */
async function brokenKeys(manifest: Manifest, more: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const findings = await packageShape.run(
    repositoryOfTexts({
      'packages/rag/package.json': json(manifest),
      'packages/rag/README.md': '# @artemis/rag\n```text\nx\n```',
      'packages/rag/src/index.ts': 'export default function ragPlugin() {}',
      ...more,
    }),
  );
  return findings.map(({ message }) => message.split(':')[0] ?? '');
}

it('is content with a complete package', async () => {
  expect(await brokenKeys(good)).toEqual([]);
});

it.each([
  ['name', { name: '@artemis/other' }],
  ['type', { type: 'commonjs' }],
  ['license', { license: 'GPL-3.0' }],
  ['description', { description: 'short' }],
  ['files', { files: ['src'] }],
  ['sideEffects', { sideEffects: true }],
  ['engines', { engines: { node: '>=18' } }],
  ['keywords', { keywords: ['a', 'b', 'c'] }],
  ['repository', { repository: { directory: 'packages/kg' } }],
  ['publishConfig', { publishConfig: { access: 'public' } }],
  ['scripts', { scripts: { postinstall: 'node x.js' } }],
  ['exports', { exports: { '.': { types: './a.d.ts', default: './a.js' } } }],
  ['exports', { exports: { '.': { default: './a.js', types: './a.d.ts' }, './package.json': './package.json' } }],
  ['peerDependencies', { peerDependencies: {} }],
  ['dependencies', { dependencies: { '@artemis/core': 'workspace:^' } }],
  ['artemis', { artemis: { apiVersion: 2 } }],
] satisfies [string, Partial<Manifest>][])('objects to %s of %o', async (key, change) => {
  expect(new Set(await brokenKeys({ ...good, ...change }))).toEqual(new Set([key]));
});

it('wants a README with the name and a code block', async () => {
  expect(await brokenKeys(good, { 'packages/rag/README.md': '# Rag' })).toEqual(['name']);
});

it('wants a compiled package among the references of the root', async () => {
  const tsconfig = { 'packages/rag/tsconfig.json': '{}', 'tsconfig.json': '{ "references": [] }' };
  expect(await brokenKeys(good, tsconfig)).toEqual(['scripts']);
  expect(await brokenKeys(good, { ...tsconfig, 'tsconfig.json': '{ "references": [{ "path": "packages/rag" }] }' })).toEqual([]);
});

it('asks nothing of a plugin from a library', async () => {
  const { peerDependencies: _, artemis: __, ...library } = good;
  expect(await brokenKeys({ ...library, keywords: ['a', 'b', 'c'] }, { 'packages/rag/src/index.ts': 'export const a = 1;' })).toEqual([]);
});

it('keeps tooling private', async () => {
  const findings = await packageShape.run(
    repositoryOfTexts({ 'tooling/bench/package.json': json({ ...good, name: '@artemis/tooling-bench' }) }),
  );
  expect(findings.map(({ message }) => message)).toContain('private: tooling is private');
});
