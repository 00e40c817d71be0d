import { expect, it } from 'vitest';
import { functionSize } from '../../src/checks/function-size.ts';
import { repositoryOfTexts } from '../../src/repository.ts';
import { objections } from '../objections.ts';

const body = (lines: number): string => `{\n${'a();\n'.repeat(lines - 2)}}`;

it.each([
  ['a function', `function f() ${body(51)}`],
  ['an arrow function', `const f = () => ${body(51)};`],
  ['a method', `class A { f() ${body(51)} }`],
  ['an inner function', `const a = { b: call(() => ${body(51)}) };`],
])('refuses %s of 51 lines', async (_, text) => {
  expect(await objections(functionSize, { 'packages/core/src/a.ts': text })).toEqual(['packages/core/src/a.ts:1']);
});

it('allows 50 lines, and longer ones in tests', async () => {
  const texts = { 'packages/core/src/a.ts': `function f() ${body(50)}`, 'packages/core/test/a.test.ts': `it('a', () => ${body(80)});` };
  expect(await objections(functionSize, texts)).toEqual([]);
});

it('reports median, p90 and maximum', () => {
  const repository = repositoryOfTexts({ 'packages/core/src/a.ts': `const a = () => 1;\nfunction b() ${body(9)}` });
  expect(functionSize.summary?.(repository)).toBe('lines per function: median 9, p90 9, max 9 of 2 (aim: median 10, p90 25)');
});
