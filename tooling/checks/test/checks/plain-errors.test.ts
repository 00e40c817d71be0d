import { expect, it } from 'vitest';
import { plainErrors } from '../../src/checks/plain-errors.ts';
import { objections } from '../objections.ts';

it.each([
  'throw new Error("x")',
  'throw Error("x")',
  'throw new TypeError("x")',
  'throw new DOMException("x", "AbortError")',
  'reject(new Error("x"))',
  'return Promise.reject(new RangeError("x"))',
])('refuses %s', async (text) => {
  expect(await objections(plainErrors, { 'apps/cli/src/a.ts': `export const a = (reject) => {\n  ${text};\n};` })).toEqual([
    'apps/cli/src/a.ts:2',
  ]);
});

it('allows our own classes, rethrowing, and errors that are only made', async () => {
  const text = `export const a = (error) => {\n  const cause = new Error('x');\n  if (cause) throw new ArtemisError('ARTEMIS_E_X', 'y', { hint: 'z', cause });\n  throw error;\n};`;
  expect(await objections(plainErrors, { 'packages/core/src/a.ts': text })).toEqual([]);
});

it('leaves tests and tooling alone', async () => {
  const texts = { 'packages/core/test/a.test.ts': 'throw new Error("x");', 'tooling/bench/src/a.ts': 'throw new Error("x");' };
  expect(await objections(plainErrors, texts)).toEqual([]);
});
