import { expect, it } from 'vitest';
import { quietImport } from '../../src/checks/quiet-import.ts';
import { json, objections } from '../objections.ts';

const rag = (text: string) => ({ 'packages/rag/package.json': json({}), 'packages/rag/src/a.ts': text });

it.each([
  'connect();',
  'await connect();',
  'process.env.A = "b";',
  'if (ready) connect();',
  'for (const x of []) connect(x);',
  'try { connect(); } catch {}',
  `import './effect.ts';`,
])('refuses %s at the top of a file', async (text) => {
  expect(await objections(quietImport, rag(text))).toEqual(['packages/rag/src/a.ts:1']);
});

it('allows declarations, and filling a constant of the same file', async () => {
  const text = `import { a } from './b.ts';\nconst table = new Uint8Array(4);\ntable[0] = 1;\nexport const f = () => a(table);\nexport class B { static { a(); } }`;
  expect(await objections(quietImport, rag(text))).toEqual([]);
});

it('leaves apps alone', async () => {
  expect(await objections(quietImport, { 'apps/cli/package.json': json({}), 'apps/cli/src/bin.ts': 'main();' })).toEqual([]);
});
