import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readScript } from '../../src/detect/script-steps.ts';

describe('readScript', () => {
  it('takes programs joined by && apart', () => {
    expect(readScript(`A=1 tsc -p "a b" && cross-env C='d e' vitest run 'x*'`)).toEqual({
      doubts: [],
      steps: [
        { argv: ['tsc', '-p', 'a b'], env: { A: '1' } },
        { argv: ['vitest', 'run', 'x*'], env: { C: 'd e' } },
      ],
    });
  });

  for (const script of [
    'vitest || true',
    'vitest | cat',
    'vitest; exit 0',
    'vitest &',
    'set +e && vitest',
    'vitest && exit 0',
    'jest --passWithNoTests',
    'exit 0',
    'vitest || :',
  ]) {
    it(`doubts "${script}", which cannot say no`, () => expect(readScript(script).doubts).not.toEqual([]));
  }

  for (const script of [
    'vitest run',
    'tsc && vitest',
    'echo "a || true" && vitest',
    "node --test 'a;b'",
    'vitest run --reporter=verbose',
  ]) {
    it(`does not doubt "${script}"`, () => expect(readScript(script).doubts).toEqual([]));
  }

  for (const script of ['a > b', 'a < b', 'a $B', 'a `b`', '(a)', 'a\nb', 'a & b', 'a "$B"', '~/a']) {
    it(`leaves ${JSON.stringify(script)} to a shell`, () => expect(readScript(script).steps).toBeNull());
  }

  it('S24: never hands what only a shell understands on as a word', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (script) => {
        for (const { argv } of readScript(script).steps ?? []) expect(argv.length).toBeGreaterThan(0);
        const outsideQuotes = script.replace(/'[^']*'|"[^"]*"/g, '');
        if (/[;|<>`$()]/.test(outsideQuotes)) expect(readScript(script).steps).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  it('S37: reads hostile text in linear time', () => {
    const script = `${'"'.repeat(200_000)} ${'a='.repeat(200_000)}`;
    const start = performance.now();
    readScript(script);
    readScript('&& '.repeat(100_000));
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
