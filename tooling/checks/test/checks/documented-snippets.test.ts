import { expect, it } from 'vitest';
import { documentedSnippets } from '../../src/checks/documented-snippets.ts';
import { objections } from '../objections.ts';

const fence = '`'.repeat(3);
const snippet = (info: string, ...lines: readonly string[]): string => ['# Page', '', fence + info, ...lines, fence, ''].join('\n');
const example = { 'examples/first.ts': 'import { a } from "a";\n\nrun(() => {\n  a();\n});\n' };

it.each([
  snippet('ts from=examples/first.ts', 'import { a } from "a";', 'a();'),
  snippet('text', 'anything'),
  snippet('console', '$ npm i x'),
  '# No code, only `inline`.',
])('allows %s', async (page) => {
  expect(await objections(documentedSnippets, { ...example, 'README.md': page })).toEqual([]);
});

it.each([
  ['a snippet that nothing runs', snippet('ts', 'a();')],
  ['a snippet without a language', snippet('', 'a();')],
  ['a line that is not in the file', snippet('ts from=examples/first.ts', 'b();')],
  ['lines in another order', snippet('ts from=examples/first.ts', 'a();', 'import { a } from "a";')],
  ['a line that is only once in the file', snippet('ts from=examples/first.ts', 'a();', 'a();')],
  ['a file that is not there', snippet('ts from=examples/gone.ts', 'a();')],
  ['a file that CI does not run', snippet('ts from=packages/core/src/a.ts', 'a();')],
])('refuses %s', async (_, page) => {
  const texts = { ...example, 'packages/core/src/a.ts': 'a();', 'docs/guides/a.md': page };
  expect(await objections(documentedSnippets, texts)).toEqual(['docs/guides/a.md:3']);
});

it('takes shell lines from the script that CI runs, comments left out', async () => {
  const page = snippet('sh from=.ci/run', '# First this.', 'npx -y pnpm@12 test   # every test');
  const texts = { '.ci/run': '#!/bin/bash\nstep test npx -y pnpm@12 test\n', 'README.md': page };
  expect(await objections(documentedSnippets, texts)).toEqual([]);
});
