import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedLines } from '../../src/gate/changed-lines.ts';
import { withDefect } from '../../src/gate/defect.ts';
import { defectsIn } from '../../src/gate/defects-in.ts';
import { withInlineTestsOf } from '../../src/gate/inline-tests.ts';
import { deniedNetwork } from '../../src/gate/network-denied.ts';
import { trimOutput } from '../../src/gate/trim-output.ts';
import { grammarOf, parseSource } from '../../src/syntax/grammars.ts';
import { checkSyntax } from '../../src/syntax/check-syntax.ts';

describe('changedLines', () => {
  it('names added and altered lines', () => expect([...changedLines('a\nb\nc', 'a\nB\nc\nd')]).toEqual([2, 4]));
  it('names every line of a new file', () => expect([...changedLines(null, 'a\nb')]).toEqual([1, 2]));
  it('names the lines around a gap', () => expect([...changedLines('a\nb\nc', 'a\nc')]).toEqual([1, 2]));
  it('names only lines that are there', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) =>
        [...changedLines(before, after)].every((line) => line >= 1 && line <= after.split('\n').length),
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('planted defects', () => {
  const sources: readonly (readonly [path: string, text: string])[] = [
    ['a.ts', 'export const f = (n: number): number => (n < 3 && n > 0 ? n * 2 : n - 1);\n'],
    ['a.py', 'def f(n):\n    """Doc."""\n    return n * 2 if n < 3 and n > 0 else "no"\n'],
    ['a.go', 'package a\n\nfunc F(n int) (int, error) {\n\tif n < 3 {\n\t\treturn n * 2, nil\n\t}\n\treturn n - 1, nil\n}\n'],
    ['a.rs', 'pub fn f(n: i32) -> i32 {\n    if n < 3 { return n * 2; }\n    n - 1\n}\n'],
    ['A.java', 'class A { String f(int n) { return n < 3 ? "a" : "b"; } }\n'],
    ['a.rb', 'def f(n)\n  n < 3 ? n * 2 : n - 1\nend\n'],
    ['a.php', '<?php function f($n) { return $n < 3 ? $n * 2 : $n - 1; }\n'],
    ['a.c', 'int f(int n) { return n < 3 ? n * 2 : n - 1; }\n'],
  ];
  for (const [path, text] of sources) {
    it(`are many in ${path}, differ from it, and still parse`, async () => {
      const tree = await parseSource(path, text);
      const defects = tree ? defectsIn(tree.rootNode, changedLines(null, text), grammarOf(path) ?? '') : [];
      tree?.delete();
      expect(defects.length).toBeGreaterThanOrEqual(3);
      for (const defect of defects) {
        expect(withDefect(text, defect)).not.toBe(text);
        expect(await checkSyntax(path, withDefect(text, defect)), defect.what).toEqual([]);
      }
    });
  }
});

describe('withInlineTestsOf', () => {
  it('puts the new tests of a Rust file below its old code', () => {
    expect(
      withInlineTestsOf(
        'a.rs',
        'fn old() {}\n\n#[cfg(test)]\nmod tests { /* old */ }\n',
        'fn new() {}\n\n#[cfg(test)]\nmod tests { /* new */ }\n',
      ),
    ).toBe('fn old() {}\n\n#[cfg(test)]\nmod tests { /* new */ }\n');
  });
});

describe('trimOutput', () => {
  it('takes colours and invisible characters out', () =>
    expect(trimOutput('\u001b[31mred\u001b[0m\r\n\u202eevil\u0007')).toBe('red\nevil'));
  it('keeps the telling lines of long output', () => {
    const output = [
      ...Array.from({ length: 5_000 }, (_, index) => `line ${index}`),
      'AssertionError: expected 5',
      ...Array.from({ length: 5_000 }, (_, index) => `more ${index}`),
    ].join('\n');
    const trimmed = trimOutput(output);
    expect(trimmed).toContain('AssertionError: expected 5');
    expect(trimmed).toMatch(/^line 0\n[^]*lines left out[^]*more 4999$/);
  });
  it('is bounded, whatever it is given', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 2_000 }), { maxLength: 200 }), (lines) => trimOutput(lines.join('\n')).length <= 13_000),
      { numRuns: 200 },
    );
  });
});

describe('deniedNetwork', () => {
  const run = {
    command: 'x',
    ending: 'exited' as const,
    exitCode: 1,
    brokenBuild: false,
    report: 'none' as const,
    durationMs: 1,
    tests: [],
    output: 'getaddrinfo EAI_AGAIN registry',
  };
  it('knows a missing network', () => expect(deniedNetwork(run)).toBe(true));
  it('is not told by a test', () => expect(deniedNetwork({ ...run, tests: [{ name: 'a', status: 'failed' }] })).toBe(false));
});
