import type { AppliedChange } from '@artemis/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareChanges } from '../../src/diff/compare-changes.ts';

const text = 'one\ntwo\nthree\nfour\nfive\n';
const gone = (path: string, before = text): AppliedChange => ({ path, before, after: null });
const made = (path: string, after = text): AppliedChange => ({ path, before: null, after });
const sizes = (...changes: readonly AppliedChange[]) =>
  compareChanges(changes).map(({ path, added, removed }) => [path, added.size, removed.size]);

describe('compareChanges', () => {
  it('compares a file that moved with what it was, whichever comes first', () => {
    expect(sizes(gone('a.js'), made('b/c.js', text.replace('two', '2')))).toEqual([['b/c.js', 1, 1]]);
    expect(sizes(made('b/c.js'), gone('a.js'))).toEqual([['b/c.js', 0, 0]]);
  });

  it('takes for each the file it is most like', () => {
    const other = text.replace('five', '5');
    expect(sizes(gone('a.js'), gone('b.js', other), made('c.js', other), made('d.js'))).toEqual([
      ['c.js', 0, 0],
      ['d.js', 0, 0],
    ]);
  });

  it.each([
    ['another text', gone('a.js'), made('b.js', 'six\nseven\none\n')],
    ['another language', gone('a.js'), made('a.txt')],
    ['a test that is none any more', gone('a.test.js'), made('a.old.js')],
    ['a test that no runner finds by its name', gone('test/a.test.js'), made('test/a.js')],
    ['an empty file', gone('a.js', ''), made('b.js', '')],
  ])('does not take for moved: %s', (_what, from, to) => {
    expect(compareChanges([from, to])).toHaveLength(2);
  });

  it('loses no file and makes none up, whatever the changes', () => {
    const side = fc.option(fc.constantFrom(text, '', 'one\ntwo\n', text.replace('one', 'x')), { nil: null });
    const changes = fc.uniqueArray(fc.record({ path: fc.stringMatching(/^[a-c]\.(?:js|test\.js)$/), before: side, after: side }), {
      selector: ({ path }) => path,
    });
    fc.assert(
      fc.property(changes, (given) => {
        const paths = compareChanges(given).map(({ path }) => path);
        expect(new Set(paths).size).toBe(paths.length);
        for (const { path, after } of given) if (after !== null) expect(paths).toContain(path);
        for (const path of paths) expect(given.some((change) => change.path === path)).toBe(true);
      }),
    );
  });
});
