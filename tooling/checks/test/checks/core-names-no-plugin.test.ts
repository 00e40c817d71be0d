import { expect, it } from 'vitest';
import { coreNamesNoPlugin } from '../../src/checks/core-names-no-plugin.ts';
import { json, objections } from '../objections.ts';

const core = (text: string) => ({ 'packages/core/package.json': json({}), 'packages/core/src/a.ts': text });

it('finds the name of a package in a string and in a template', async () => {
  const texts = core('const a = "@artemis/rag";\nconst b = `npm i @artemis/code-index now`;');
  expect((await objections(coreNamesNoPlugin, texts)).toSorted()).toEqual(['packages/core/src/a.ts:1', 'packages/core/src/a.ts:2']);
});

it('allows its own name, a name put together, and comments', async () => {
  const texts = core('// like @artemis/rag\nconst a = "@artemis/core/testing";\nconst b = (name: string) => `@artemis/${name}`;');
  expect(await objections(coreNamesNoPlugin, texts)).toEqual([]);
});
