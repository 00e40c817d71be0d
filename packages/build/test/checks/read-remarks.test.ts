import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newRemarks, remarksOf } from '../../src/checks/new-remarks.ts';
import { readPlaces, readStylish, readTypeScript } from '../../src/checks/read-remarks.ts';
import { checkTable } from '../../src/checks/check-table.ts';

describe('what tools print', () => {
  it('tsc', () => {
    const output = `src/a.ts(3,7): error TS2322: Type 'string' is not assignable to type 'number'.
  The types of 'x' are incompatible.
error TS18003: No inputs were found.
`;
    expect(readTypeScript(output)).toEqual([
      { path: 'src/a.ts', line: 3, isError: true, message: "TS2322: Type 'string' is not assignable to type 'number'." },
    ]);
  });

  it('eslint', () => {
    const output = `
/project/src/a.js
  1:7   error    'x' is assigned a value but never used  no-unused-vars
  2:1   warning  Unexpected console statement            no-console

/project/b.js
  10:3  error  Parsing error: Unexpected token

✖ 3 problems (2 errors, 1 warning)
`;
    expect(readStylish(output)).toEqual([
      { path: '/project/src/a.js', line: 1, isError: true, message: "'x' is assigned a value but never used no-unused-vars" },
      { path: '/project/src/a.js', line: 2, isError: false, message: 'Unexpected console statement no-console' },
      { path: '/project/b.js', line: 10, isError: true, message: 'Parsing error: Unexpected token' },
    ]);
  });

  it.each([
    ['oxlint', "a.js:1:7: Variable 'x' is declared but never used. [Warning/eslint(no-unused-vars)]", { line: 1, isError: false }],
    ['oxlint, an error', 'a.js:2:1: Unexpected `debugger` statement. [Error/eslint(no-debugger)]', { line: 2, isError: true }],
    ['ruff', 'a.py:1:8: F401 [*] `os` imported but unused', { line: 1, isError: true }],
    ['mypy', 'a.py:4: error: Incompatible return value type  [return-value]', { line: 4, isError: true }],
    ['go vet', './a.go:3:2: result of fmt.Sprintf call not used', { line: 3, isError: true }],
  ])('%s', (_tool, output, expected) => {
    expect(readPlaces(`# some/module\n${output}\nFound 1 problem.\n`)).toMatchObject([expected]);
  });

  it('a note explains another line, and is none of its own', () => {
    expect(readPlaces('a.py:4: note: See the documentation\n')).toEqual([]);
  });

  it('whatever it is, takes linear time and names only files of the project', () => {
    const files = new Set(['a.js', 'src/a.js']);
    const text = fc
      .array(fc.oneof(fc.string(), fc.constantFrom('a.js:1:2: x', '/p/src/a.js', '  1:2  error  x', '../a.js(1,2): error TS1: x')))
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(fc.constantFrom(...checkTable), text, (row, output) => {
        for (const { path, line } of remarksOf(row, '', output, files)) expect(files.has(path) && line >= 0).toBe(true);
      }),
    );
    for (const { read } of checkTable) read('a('.repeat(500_000) + ':1:'.repeat(100_000));
  });
});

describe('newRemarks', () => {
  const remark = (path: string, line: number, message: string) =>
    ({ path, line, message, tool: 't', kind: 'lint', isError: true }) as const;

  it('leaves out what was said before, wherever its line is now', () => {
    const before = [remark('a', 1, 'unused x'), remark('a', 9, 'see line 4')];
    expect(newRemarks([remark('a', 5, 'unused x'), remark('a', 9, 'see line 14'), remark('b', 5, 'unused x')], before)).toEqual([
      remark('b', 5, 'unused x'),
    ]);
  });

  it('tells what is said more often than before', () => {
    expect(newRemarks([remark('a', 1, 'x'), remark('a', 2, 'x')], [remark('a', 1, 'x')])).toEqual([remark('a', 2, 'x')]);
  });
});
