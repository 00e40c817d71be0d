import { expect, it } from 'vitest';
import { typeRooms } from '../../src/checks/type-rooms.ts';
import { objections } from '../objections.ts';

const types = `import type { A } from './a.ts';
export interface B { readonly a: A }
type C = B;
export type D = C;
export type { A } from './a.ts';
export type * from './e.ts';`;

it('allows declarations of types', async () => {
  expect(await objections(typeRooms, { 'packages/core/src/task/b.ts': types })).toEqual([]);
});

it.each(['export const a = 1;', 'export function f() {}', 'export class A {}', `import { a } from './a.ts';`, `export * from './a.ts';`])(
  'refuses %s',
  async (text) => {
    expect(await objections(typeRooms, { 'packages/core/src/capability/b.ts': text })).toEqual(['packages/core/src/capability/b.ts:1']);
  },
);

it('looks at no other room', async () => {
  expect(await objections(typeRooms, { 'packages/core/src/flags/b.ts': 'export const a = 1;' })).toEqual([]);
});
