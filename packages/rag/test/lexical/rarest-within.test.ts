import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rarestWithin } from '../../src/lexical/rarest-within.ts';

it('keeps as many of the rarest words as there is room for, and one in any case', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { minLength: 1 }), fc.nat(300), (sizes, room) => {
      const kept = rarestWithin(
        sizes.map((bytes) => ({ bytes })),
        room,
      ).map(({ bytes }) => bytes);
      const rarest = sizes.toSorted((one, other) => one - other);
      expect(kept).toEqual(rarest.slice(0, kept.length));
      const sum = (list: readonly number[]): number => list.reduce((total, each) => total + each, 0);
      if (kept.length > 1) expect(sum(kept)).toBeLessThanOrEqual(room);
      if (kept.length < sizes.length) expect(sum(rarest.slice(0, kept.length + 1))).toBeGreaterThan(room);
      expect(kept.length).toBeGreaterThan(0);
    }),
  );
});
