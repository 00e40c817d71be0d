import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffFile } from '../../src/diff/file-diff.ts';
import { rewrittenLines } from '../../src/diff/rewritten-lines.ts';

const pairs = (before: string, after: string): readonly string[] => {
  const diff = diffFile({ path: 'a.js', before, after });
  return rewrittenLines(diff).map(({ old, now }) => `${diff.old[old - 1]} > ${diff.now[now - 1]}`);
};

describe('rewrittenLines', () => {
  it('pairs a line with the one that replaced it', () => {
    expect(pairs('a();\nawait b(c);\nd();\n', 'a();\nb(c);\nd();\n')).toEqual(['await b(c); > b(c);']);
  });

  it('finds the likest line of a block, in order', () => {
    expect(pairs('read(a);\nwrite(b);\n', 'log(x, y, z);\nread(a, 1);\nwrite(b, 2);\n')).toEqual([
      'read(a); > read(a, 1);',
      'write(b); > write(b, 2);',
    ]);
  });

  it('pairs nothing where a line is gone, new, or another one altogether', () => {
    expect(pairs('a();\nb();\n', 'a();\n')).toEqual([]);
    expect(pairs('a();\n', 'a();\nb();\n')).toEqual([]);
    expect(pairs('return total;\n', "import { x } from 'y';\n")).toEqual([]);
  });

  it('pairs removed with added lines only, each at most once and in order, whatever the texts', () => {
    const text = fc.array(fc.constantFrom('a(b);', 'a(b, c);', 'await a(b);', '', 'x')).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = diffFile({ path: 'a.js', before, after });
        const found = rewrittenLines(diff);
        for (const { old, now } of found) expect([diff.removed.has(old), diff.added.has(now)]).toEqual([true, true]);
        expect(new Set(found.map(({ now }) => now)).size).toBe(found.length);
      }),
    );
  });
});
