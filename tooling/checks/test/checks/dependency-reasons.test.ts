import { expect, it } from 'vitest';
import { dependencyReasons } from '../../src/checks/dependency-reasons.ts';
import { json, objections } from '../objections.ts';

const manifest = json({
  dependencies: { zod: 'catalog:' },
  peerDependencies: { '@artemis/core': 'workspace:^' },
  devDependencies: { vitest: 'catalog:' },
});
const page = (row: string): string => `# Dependencies\n\n| package | used by | why |\n| --- | --- | --- |\n${row}\n`;

it('is content when every runtime dependency has a reason', async () => {
  const texts = { 'packages/core/package.json': manifest, 'docs/dependencies.md': page('| `zod` | core | Schemas. |') };
  expect(await objections(dependencyReasons, texts)).toEqual([]);
});

it.each(['| `other` | core | x |', '| `zod` | core | |'])('misses the reason with the row %s', async (row) => {
  const texts = { 'packages/core/package.json': manifest, 'docs/dependencies.md': page(row) };
  expect(await objections(dependencyReasons, texts)).toContain('packages/core/package.json:3');
});

it('misses it without the page', async () => {
  expect(await objections(dependencyReasons, { 'packages/core/package.json': manifest })).toEqual(['packages/core/package.json:3']);
});

it('finds a row that no package needs any more', async () => {
  const texts = { 'packages/core/package.json': manifest, 'docs/dependencies.md': page('| `zod` | core | x |\n| `gone` | core | x |') };
  expect(await objections(dependencyReasons, texts)).toEqual(['docs/dependencies.md:6']);
});
