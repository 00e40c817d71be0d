import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText } from '../../src/model/compare.ts';

const codePoints = (text: string): number[] => Array.from(text, (character) => character.codePointAt(0) ?? 0);

describe('compareText', () => {
  it('orders as code points do', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\ue000', '\uffee', '😀', 'é') });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [a, b] = [codePoints(one), codePoints(other)];
        const at = a.findIndex((point, place) => point !== b[place]);
        const expected = at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
        expect(Math.sign(compareText(one, other))).toBe(Math.sign(expected));
      }),
    );
  });
});
