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

  it('counts runs of letters, digits and blanks, and every mark', () => {
    const unit = fc.oneof(
      fc.constantFrom('a', 'Z', '7', ' ', '\n', '\u00a0', '.', '_', '\u00e9', '\u{1f600}', '\ud83d'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        let tokens = 0;
        for (const [run] of text.matchAll(/[A-Za-z]+|\d+|[^\sA-Za-z\d]|\s{2,}/gu)) {
          const per = /\d/.test(run) ? 3 : 6;
          tokens += run.charCodeAt(0) > 0x7f ? 1.5 : /\s/.test(run) ? 1 : run.length === 1 ? 0.75 : Math.ceil(run.length / per);
        }
        expect(estimateTokens(text)).toBe(Math.ceil(tokens));
      }),
    );
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
