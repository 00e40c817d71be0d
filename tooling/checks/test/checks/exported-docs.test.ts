import { expect, it } from 'vitest';
import { exportedDocs } from '../../src/checks/exported-docs.ts';
import { json, objections } from '../objections.ts';

const rag = (texts: Readonly<Record<string, string>>) => ({
  'packages/rag/package.json': json({}),
  ...Object.fromEntries(Object.entries(texts).map(([path, text]) => [`packages/rag/src/${path}`, text])),
});

it('is content when every symbol has a comment where it is declared', async () => {
  const texts = rag({
    'index.ts': `export { a, type B } from './a.ts';\n/** Makes it. */\nexport default function plugin() {}`,
    'a.ts': `/** A number. */\nexport const a = 1;\n/** A shape. */\nexport interface B {}\nexport const inner = 2;`,
  });
  expect(await objections(exportedDocs, texts)).toEqual([]);
});

it.each([
  'export const a = 1;',
  'export function a() {}',
  'export class a {}',
  'export interface a {}',
  'export type a = 1;',
  'const a = 1;\nexport { a };',
])('misses the comment of %s', async (text) => {
  const texts = rag({ 'index.ts': `export { a } from './a.ts';`, 'a.ts': text });
  expect(await objections(exportedDocs, texts)).toEqual(['packages/rag/src/a.ts:1']);
});

it('follows a symbol through files and renames', async () => {
  const texts = rag({
    'index.ts': `export { c } from './b.ts';`,
    'b.ts': `export { a as c } from './a.ts';`,
    'a.ts': `\nexport const a = 1;`,
  });
  expect(await objections(exportedDocs, texts)).toEqual(['packages/rag/src/a.ts:2']);
});

it('follows a symbol that is imported first and exported later', async () => {
  const texts = rag({ 'index.ts': `import { a } from './a.ts';\nexport { a as b };`, 'a.ts': 'export const a = 1;' });
  expect(await objections(exportedDocs, texts)).toEqual(['packages/rag/src/a.ts:1']);
});

it('leaves alone what comes from another package', async () => {
  expect(await objections(exportedDocs, rag({ 'index.ts': `export { a } from '@artemis/core';\nexport { b };` }))).toEqual([]);
});

it('does not take a plain comment, or one further up, for documentation', async () => {
  const texts = rag({ 'index.ts': `export { a } from './a.ts';`, 'a.ts': `/** About b. */\nconst b = 1;\n// a\nexport const a = b;` });
  expect(await objections(exportedDocs, texts)).toEqual(['packages/rag/src/a.ts:4']);
});

it('refuses export *, and an undocumented default', async () => {
  const texts = rag({ 'index.ts': `export * from './a.ts';\nexport default function plugin() {}`, 'a.ts': '' });
  expect(await objections(exportedDocs, texts)).toEqual(['packages/rag/src/index.ts:1', 'packages/rag/src/index.ts:2']);
});

it('looks at the entry for tests too', async () => {
  const texts = rag({ 'testing/index.ts': `export { a } from './a.ts';`, 'testing/a.ts': 'export const a = 1;' });
  expect(await objections(exportedDocs, texts)).toEqual(['packages/rag/src/testing/a.ts:1']);
});
