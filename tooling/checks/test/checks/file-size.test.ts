import { expect, it } from 'vitest';
import { fileSize } from '../../src/checks/file-size.ts';
import { repositoryOfTexts } from '../../src/repository.ts';
import { objections } from '../objections.ts';

const lines = (count: number): string => 'a();\n'.repeat(count);

it('refuses line 251, in tests too', async () => {
  const texts = { 'packages/core/src/a.ts': lines(251), 'packages/core/test/a.test.ts': lines(251), 'tooling/bench/src/b.ts': lines(251) };
  expect((await objections(fileSize, texts)).toSorted()).toEqual([
    'packages/core/src/a.ts:251',
    'packages/core/test/a.test.ts:251',
    'tooling/bench/src/b.ts:251',
  ]);
});

it('allows 250 lines', async () => {
  expect(await objections(fileSize, { 'packages/core/src/a.ts': lines(250) })).toEqual([]);
});

it('allows run-task.ts only 150', async () => {
  expect(await objections(fileSize, { 'packages/core/src/executor/run-task.ts': lines(151) })).toEqual([
    'packages/core/src/executor/run-task.ts:151',
  ]);
});

it('reports median, p90 and maximum', () => {
  const texts = Object.fromEntries([10, 20, 30, 40, 200].map((count) => [`packages/core/src/a${count}.ts`, lines(count)]));
  expect(fileSize.summary?.(repositoryOfTexts(texts))).toBe('lines per file: median 30, p90 200, max 200 of 5 (aim: median 80, p90 180)');
});
