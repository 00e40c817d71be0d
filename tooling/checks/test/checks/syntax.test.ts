import { expect, it } from 'vitest';
import { syntax } from '../../src/checks/syntax.ts';
import { objections } from '../objections.ts';

it('finds a file that cannot be parsed', async () => {
  expect(await objections(syntax, { 'packages/core/src/a.ts': 'const a = 1;\nconst = ;' })).toEqual(['packages/core/src/a.ts:2']);
});

it('is content with TypeScript', async () => {
  expect(await objections(syntax, { 'packages/core/src/a.ts': 'export const a = <T,>(x: T): T => x satisfies T;' })).toEqual([]);
});
