import { expect, it } from 'vitest';
import { declaredDependencies } from '../../src/checks/declared-dependencies.ts';
import { json, objections } from '../objections.ts';

const manifest = json({ name: '@artemis/rag', dependencies: { chromadb: '1' }, devDependencies: { vitest: '1' } });

it('is content when manifest and imports agree', async () => {
  const text = `import type { A } from 'vitest';\nimport { b } from 'node:fs';\nimport '@artemis/rag';\nconst c = () => import('chromadb/deep');`;
  expect(await objections(declaredDependencies, { 'packages/rag/package.json': manifest, 'packages/rag/src/a.ts': text })).toEqual([]);
});

it('finds an import that is not declared, or only for development', async () => {
  const text = `import 'chromadb';\nimport 'zod';\nimport { a } from 'vitest';`;
  expect(await objections(declaredDependencies, { 'packages/rag/package.json': manifest, 'packages/rag/src/a.ts': text })).toEqual([
    'packages/rag/src/a.ts:2',
    'packages/rag/src/a.ts:3',
  ]);
});

it('finds a dependency that nothing uses', async () => {
  expect(await objections(declaredDependencies, { 'packages/rag/package.json': manifest, 'packages/rag/src/a.ts': '' })).toEqual([
    'packages/rag/package.json:4',
  ]);
});

it('takes a name in a string for a use', async () => {
  const text = `const wasm = () => import.meta.resolve('chromadb/server.wasm');`;
  expect(await objections(declaredDependencies, { 'packages/rag/package.json': manifest, 'packages/rag/src/a.ts': text })).toEqual([]);
});

it('lets tooling use what the root installs', async () => {
  const texts = {
    'package.json': json({ devDependencies: { vitest: '1' } }),
    'tooling/report/package.json': json({ name: '@artemis/tooling-report' }),
    'tooling/report/src/a.ts': `import 'vitest';\nimport 'other';`,
  };
  expect(await objections(declaredDependencies, texts)).toEqual(['tooling/report/src/a.ts:2']);
});
