import { expect, it } from 'vitest';
import { allSources, productSources, testFiles } from '../src/areas.ts';
import { repositoryOfTexts } from '../src/repository.ts';

const paths = [
  'apps/cli/src/bin.ts',
  'examples/first.ts',
  'examples/test/examples.test.ts',
  'packages/core/src/task/task.ts',
  'packages/core/test/a.test.ts',
  'packages/core/test/fixtures/broken.test.ts',
  'packages/core/test/part.ts',
  'tooling/bench/bench.ts',
  'tooling/checks/src/main.ts',
  'vitest.config.ts',
];
const repository = repositoryOfTexts(Object.fromEntries(paths.map((path) => [path, ''])));
const pathsOf = (files: readonly { readonly path: string }[]): string[] => files.map(({ path }) => path).toSorted();

it('takes the sources of packages and apps for the product', () => {
  expect(pathsOf(productSources(repository))).toEqual(['apps/cli/src/bin.ts', 'packages/core/src/task/task.ts']);
});

it('adds tooling and examples, but no tests', () => {
  expect(pathsOf(allSources(repository))).toEqual([
    'apps/cli/src/bin.ts',
    'examples/first.ts',
    'packages/core/src/task/task.ts',
    'tooling/bench/bench.ts',
    'tooling/checks/src/main.ts',
  ]);
});

it('finds the tests, and leaves out what stands in fixtures', () => {
  expect(pathsOf(testFiles(repository))).toEqual(['examples/test/examples.test.ts', 'packages/core/test/a.test.ts']);
});
