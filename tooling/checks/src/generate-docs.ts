import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { generatedPages } from './generated-pages.ts';
import { openWorkTree } from './work-tree.ts';

const root = resolve(import.meta.dirname, '../../..');
const repository = openWorkTree(root);
for (const page of generatedPages) {
  const target = join(root, page.path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, page.render(repository, repository.has(page.path) ? repository.read(page.path) : ''));
  console.log(`wrote ${page.path}`);
}
