import { expect, it } from 'vitest';
import { errorCodes } from '../../src/checks/error-codes.ts';
import { house } from '../error-fixture.ts';
import { objections } from '../objections.ts';

it('is content when tables and throws agree', async () => {
  expect(await objections(errorCodes, house)).toEqual([]);
});

it('finds a code that nothing throws', async () => {
  expect(await objections(errorCodes, { ...house, 'packages/core/src/a.ts': '' })).toEqual(['packages/core/src/errors/error-codes.ts:2']);
});

it.each([
  `error.code === 'ARTEMIS_E_DEADLINE'`,
  `new Set(['ARTEMIS_E_DEADLINE'])`,
  `({ 'ARTEMIS_E_DEADLINE': 4 })`,
  `pick(() => { switch (error.code) { case 'ARTEMIS_E_DEADLINE': return 1; } })`,
])('does not take %s for a throw', async (text) => {
  const texts = { ...house, 'packages/core/src/a.ts': `export const a = (error) => ${text};` };
  expect(await objections(errorCodes, texts)).toEqual(['packages/core/src/errors/error-codes.ts:2']);
});

it('finds a code that is in no table', async () => {
  const texts = { ...house, 'apps/cli/src/a.ts': `export const a = 'ARTEMIS_E_NOWHERE';` };
  expect(await objections(errorCodes, texts)).toEqual(['apps/cli/src/a.ts:1']);
});

it('finds a code that is in two tables', async () => {
  const row = `export const more = { ARTEMIS_E_DEADLINE: { exitCode: 4, meaning: 'a', remedy: 'b' } };`;
  expect(await objections(errorCodes, { ...house, 'apps/cli/src/error-codes.ts': row })).toEqual([
    'packages/core/src/errors/error-codes.ts:2',
  ]);
});

it.each([
  `ARTEMIS_E_RAG_INDEX: { exitCode: 5, meaning: 'a', remedy: 'b' }`,
  `ARTEMIS_E_RAG_INDEX: { exitCode: exitCodes.nowhere, meaning: 'a', remedy: 'b' }`,
  `ARTEMIS_E_RAG_INDEX: { exitCode: 4, meaning: '', remedy: 'b' }`,
  `ARTEMIS_E_RAG_INDEX: { exitCode: 4, meaning: 'a' }`,
  `...other`,
])('refuses the row %s', async (row) => {
  const texts = { ...house, 'packages/rag/src/error-codes.ts': `export const codes = { ${row} };`, 'packages/rag/src/a.ts': '' };
  expect(await objections(errorCodes, texts)).toEqual(['packages/rag/src/error-codes.ts:1']);
});
