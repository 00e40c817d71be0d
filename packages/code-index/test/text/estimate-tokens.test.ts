import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateTokens } from '../../src/index.ts';

describe('estimateTokens', () => {
  it('counts nothing for nothing', () => {
    expect(estimateTokens('')).toBe(0);
  });

  it('is near what models count for a line of code', () => {
    // 16 with the encoding o200k_base.
    expect(estimateTokens('export const limit = Math.max(first, second) + 1;')).toBeGreaterThanOrEqual(12);
    expect(estimateTokens('export const limit = Math.max(first, second) + 1;')).toBeLessThanOrEqual(24);
  });

  it('never counts less for more text, and never more than two for a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), fc.string({ unit: 'binary', maxLength: 100 }), (a, b) => {
        const both = estimateTokens(`${a}\n${b}`);
        expect(both).toBeGreaterThanOrEqual(Math.max(estimateTokens(a), estimateTokens(b)) - 1);
        expect(estimateTokens(a)).toBeLessThanOrEqual(2 * a.length);
      }),
    );
  });
});
