import { expect, it } from 'vitest';
import { coreBudget } from '../../src/checks/core-budget.ts';
import { objections } from '../objections.ts';

const lock = (beneathZod: string): string => `importers:
  packages/core:
    dependencies:
      openai:
        version: 7.0.0(zod@4.0.0)
      zod:
        version: 4.0.0
snapshots:
  openai@7.0.0(zod@4.0.0):
    optionalDependencies:
      zod: 4.0.0
  zod@4.0.0:
    dependencies: {${beneathZod}}
  a@1.0.0:
    dependencies: { b: 1.0.0 }
  b@1.0.0: {}
`;

it('counts each package once, through all levels', async () => {
  expect(await objections(coreBudget, { 'pnpm-lock.yaml': lock('b: 1.0.0') })).toEqual([]);
  expect(await objections(coreBudget, { 'pnpm-lock.yaml': lock('a: 1.0.0') })).toEqual(['packages/core/package.json:1']);
});
