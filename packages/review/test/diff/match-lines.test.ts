import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchLines } from '../../src/diff/match-lines.ts';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', '', '}', 'return x;'), { maxLength: 40 });

describe('matchLines', () => {
  it('matches equal lines only, in order', () => {
    fc.assert(
      fc.property(lines, lines, (old, now) => {
        let last = -1;
        for (const [place, match] of matchLines(old, now).entries()) {
          if (match < 0) continue;
          expect(match).toBeGreaterThan(last);
          expect(now[match]).toBe(old[place]);
          last = match;
        }
      }),
    );
  });

  it('matches every line of a text with itself', () => {
    fc.assert(
      fc.property(lines, (text) => {
        expect([...matchLines(text, text)]).toEqual([...text.keys()]);
      }),
    );
  });

  it('matches every old line when lines were only put in', () => {
    const withInserts = fc.tuple(lines, fc.array(fc.tuple(fc.nat(40), fc.constantFrom('new 1', 'new 2')), { maxLength: 10 }));
    fc.assert(
      fc.property(withInserts, ([old, inserts]) => {
        const now: string[] = [...old];
        for (const [place, line] of inserts) now.splice(Math.min(place, now.length), 0, line);
        expect([...matchLines(old, now)].filter((match) => match < 0)).toEqual([]);
      }),
    );
  });

  it('keeps a block together when another one is put before it', () => {
    const old = ['function b() {', '  return 2;', '}'];
    const now = ['function a() {', '  return 1;', '}', '', ...old];
    expect([...matchLines(old, now)]).toEqual([4, 5, 6]);
  });

  it('gives up on texts that are made to take long, and calls the rest changed', () => {
    const old = Array.from({ length: 6_000 }, (_, index) => (index % 2 === 0 ? 'x' : 'y'));
    const matches = matchLines(old, ['z', ...old.toReversed(), 'z']);
    expect([...matches].every((match) => match === -1)).toBe(true);
  });
});
