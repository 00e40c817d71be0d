import { expect, it } from 'vitest';
import { catalog } from '../../src/checks/catalog.ts';
import { json, objections } from '../objections.ts';

it('is content when every range comes from the catalog or the workspace', async () => {
  const texts = {
    'pnpm-workspace.yaml': 'catalog:\n  zod: ^4.0.0\n',
    'packages/core/package.json': json({ dependencies: { zod: 'catalog:' }, peerDependencies: { '@artemis/core': 'workspace:^' } }),
  };
  expect(await objections(catalog, texts)).toEqual([]);
});

it('refuses a range in a manifest, the root included', async () => {
  const texts = {
    'package.json': json({ devDependencies: { vitest: '^5.0.0' } }),
    'apps/cli/package.json': json({ dependencies: { commander: '15.1.0' } }),
  };
  expect(await objections(catalog, texts)).toEqual(['apps/cli/package.json:3', 'package.json:3']);
});

it('finds an entry that nobody uses', async () => {
  const texts = {
    'pnpm-workspace.yaml': 'packages: []\ncatalog:\n  "@a/b": ^1.0.0\n  zod: ^4.0.0\n',
    'package.json': json({ devDependencies: { zod: 'catalog:' } }),
  };
  expect(await objections(catalog, texts)).toEqual(['pnpm-workspace.yaml:3']);
});
