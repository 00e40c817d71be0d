import { expect, it } from 'vitest';
import { parseOxfmt } from '../../src/tools/oxfmt.ts';
import { parseOxlint } from '../../src/tools/oxlint.ts';
import { parseTypescript } from '../../src/tools/typescript.ts';

it('reads what the compiler prints, with and without a file', () => {
  const output = "packages/a.ts(2,32): error TS2307: Cannot find module 'x'.\n  and more of it\nerror TS18003: No inputs were found.\n";
  expect(parseTypescript(output)).toEqual([
    { path: 'packages/a.ts', line: 2, rule: 'TS2307', message: "Cannot find module 'x'." },
    { path: 'tsconfig.json', line: 1, rule: 'TS18003', message: 'No inputs were found.' },
  ]);
});

it('reads what the formatter lists', () => {
  expect(parseOxfmt('a.ts\nb/c.ts\n').map(({ path }) => path)).toEqual(['a.ts', 'b/c.ts']);
});

it('reads what the linter reports', () => {
  const diagnostic = { message: 'Bad.\nVery bad.', code: 'eslint(x)', filename: 'a.ts', labels: [{ span: { line: 3 } }] };
  expect(parseOxlint(JSON.stringify({ diagnostics: [diagnostic] }))).toEqual([
    { path: 'a.ts', line: 3, rule: 'eslint(x)', message: 'Bad. Very bad.' },
  ]);
});
