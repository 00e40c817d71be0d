import { expect, it } from 'vitest';
import { lazyDependencies } from '../../src/checks/lazy-dependencies.ts';
import { json, objections } from '../objections.ts';

const manifest = { 'packages/rag/package.json': json({}) };

it('finds a package that is loaded through a chain of files', async () => {
  const texts = {
    ...manifest,
    'packages/rag/src/index.ts': `export { a } from './a.ts';`,
    'packages/rag/src/a.ts': `import { b } from './b.ts';\nexport const a = b;`,
    'packages/rag/src/b.ts': `import chroma from 'chromadb';\nexport const b = chroma;`,
  };
  expect(await objections(lazyDependencies, texts)).toEqual(['packages/rag/src/b.ts:1']);
});

it('allows types, import(), node, core, and files that are imported later', async () => {
  const texts = {
    ...manifest,
    'packages/rag/src/index.ts': `import type { A } from 'chromadb';\nimport { join } from 'node:path';\nimport { b } from '@artemis/core';\nconst c = () => import('./c.ts');`,
    'packages/rag/src/c.ts': `import chroma from 'chromadb';`,
  };
  expect(await objections(lazyDependencies, texts)).toEqual([]);
});

it('survives files that import each other', async () => {
  const texts = { ...manifest, 'packages/rag/src/index.ts': `import './a.ts';`, 'packages/rag/src/a.ts': `import './index.ts';` };
  expect(await objections(lazyDependencies, texts)).toEqual([]);
});
