import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { errorDocsPath, renderErrorDocs } from './error-docs.ts';
import { openWorkTree } from './work-tree.ts';

const root = resolve(import.meta.dirname, '../../..');
const target = join(root, errorDocsPath);
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, renderErrorDocs(openWorkTree(root)));
console.log(`wrote ${errorDocsPath}`);
