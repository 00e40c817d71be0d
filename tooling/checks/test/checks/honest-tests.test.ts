import { expect, it } from 'vitest';
import { honestTests } from '../../src/checks/honest-tests.ts';
import { objections } from '../objections.ts';

const file = (text: string) => ({ 'packages/core/test/a.test.ts': text });
const assertion = `expect(1).toBe(1);`;

it.each([
  `it.only('a', () => { ${assertion} });`,
  `it.skip('a', () => { ${assertion} });`,
  `describe.skip('a', () => { it('b', () => { ${assertion} }); });`,
  `it.concurrent.only('a', () => { ${assertion} });`,
  `it.fails('a', () => { ${assertion} });`,
  `it.only.each([1])('a', () => { ${assertion} });`,
  `it.skipIf(!server)('a', () => { ${assertion} });`,
  `it.skipIf(!server)('a (needs )', () => { ${assertion} });`,
  `it.runIf(a === b)(title, () => { ${assertion} });`,
  `it('a', () => { run(); });`,
  `it('a', () => {});`,
  `it('a', run);`,
  `it.each([1, 2])('a', (n) => { run(n); });`,
  `for (const name of names) it(name, () => run(name));`,
  `vi.mock('./a.ts'); it('a', () => { ${assertion} });`,
  `const a = 1;`,
])('refuses %s', async (text) => {
  expect(await objections(honestTests, file(text))).toEqual(['packages/core/test/a.test.ts:1']);
});

it('has two objections to a test that is skipped and asserts nothing', async () => {
  expect(await objections(honestTests, file(`it.todo('a');`))).toHaveLength(2);
});

it.each([
  `it('a', () => { ${assertion} });`,
  `it('a', async () => { await expect(run()).rejects.toThrow(); });`,
  `it('a', () => fc.assert(property));`,
  `it('a', () => { assert.equal(1, 1); });`,
  `it.each([1])('a', (n) => { outer(n); });\nfunction outer(n) { inner(n); }\nconst inner = (n) => expect(n).toBe(1);`,
  `it('a', expectAll);`,
  `const test = (name, body) => name + body;\nit('a', () => { ${assertion} run(test('adds', 'text')); });`,
  `const it = base.extend({});\nit('a', () => { ${assertion} });`,
  `describe.skipIf(!server)('retrieving (needs a Chroma server)', () => { it('a', () => { ${assertion} }); });`,
  `// Needs a Chroma server, which is not installed.\nit.skipIf(!server)('a', () => { ${assertion} });`,
  `it('a', () => { ${assertion} });\nconst b = /x/.test('x');`,
])('allows %s', async (text) => {
  expect(await objections(honestTests, file(text))).toEqual([]);
});

it('does not loop over functions that call each other', async () => {
  expect(await objections(honestTests, file(`it('a', a);\nfunction a() { b(); }\nfunction b() { a(); }`))).toHaveLength(1);
});
