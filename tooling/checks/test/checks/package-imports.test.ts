import { expect, it } from 'vitest';
import { packageImports } from '../../src/checks/package-imports.ts';
import { json, objections } from '../objections.ts';

const manifests = Object.fromEntries(
  ['packages/core', 'packages/rag', 'packages/kg', 'packages/code-index', 'apps/cli', 'tooling/bench'].map((path) => [
    `${path}/package.json`,
    json({ name: path }),
  ]),
);

it('lets plugins use core and libraries, and the app use all', async () => {
  const texts = {
    ...manifests,
    'packages/rag/src/index.ts': `import '@artemis/core';\nimport '@artemis/code-index';\nimport './a/b.ts';`,
    'apps/cli/src/bin.ts': `import '@artemis/rag';\nconst kg = await import('@artemis/kg');`,
    'tooling/bench/src/main.ts': `import '@artemis/cli';`,
  };
  expect(await objections(packageImports, texts)).toEqual([]);
});

it('refuses a plugin that imports another plugin, also dynamically, as a type or by re-export', async () => {
  const texts = {
    ...manifests,
    'packages/rag/src/index.ts': [
      `import '@artemis/kg';`,
      `await import('@artemis/kg/deep');`,
      `import type { A } from '@artemis/kg';`,
      `export { B } from '@artemis/kg';`,
      `type C = import('@artemis/kg').C;`,
    ].join('\n'),
  };
  expect((await objections(packageImports, texts)).toSorted()).toEqual([1, 2, 3, 4, 5].map((line) => `packages/rag/src/index.ts:${line}`));
});

it('refuses core that uses a plugin or a library, and a library that uses a plugin', async () => {
  const texts = {
    ...manifests,
    'packages/core/src/index.ts': `import '@artemis/rag';\nimport '@artemis/code-index';`,
    'packages/code-index/src/index.ts': `import '@artemis/rag';`,
  };
  expect(await objections(packageImports, texts)).toEqual([
    'packages/code-index/src/index.ts:1',
    'packages/core/src/index.ts:1',
    'packages/core/src/index.ts:2',
  ]);
});

it('refuses a package that uses an app or tooling', async () => {
  const texts = { ...manifests, 'packages/rag/src/index.ts': `import '@artemis/cli';\nimport '@artemis/tooling-bench';` };
  expect(await objections(packageImports, texts)).toHaveLength(2);
});

it('refuses a path that leaves the package', async () => {
  const texts = { ...manifests, 'packages/rag/src/index.ts': `import '../../core/src/index.ts';` };
  expect(await objections(packageImports, texts)).toEqual(['packages/rag/src/index.ts:1']);
});

it('reads the manifest too', async () => {
  const texts = { ...manifests, 'packages/rag/package.json': json({ dependencies: { '@artemis/kg': 'workspace:^' } }) };
  expect(await objections(packageImports, texts)).toEqual(['packages/rag/package.json:1']);
});
