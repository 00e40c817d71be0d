import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tokensOf, withinTokens } from '../../src/fuse/within-tokens.ts';

const items = fc.array(fc.record({ title: fc.string({ maxLength: 30 }), text: fc.string({ maxLength: 400, unit: 'grapheme' }) }), {
  maxLength: 20,
});

it('never goes beyond the limit, keeps the order, and leaves out only what does not fit', () => {
  fc.assert(
    fc.property(items, fc.integer({ min: 0, max: 500 }), (all, maxTokens) => {
      const kept = withinTokens(all, maxTokens);
      const used = kept.reduce((sum, item) => sum + tokensOf(item), 0);
      expect(used).toBeLessThanOrEqual(maxTokens);
      expect(kept).toEqual(all.filter((item) => kept.includes(item)));
      const left = all.filter((item) => !kept.includes(item));
      expect(left.every((item) => tokensOf(item) > maxTokens - used)).toBe(true);
    }),
  );
});
