import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuseRanks } from '../../src/fuse/fuse-ranks.ts';

const ids = fc.uniqueArray(fc.stringMatching(/^[a-f]{1,2}$/), { maxLength: 20 });
const weight = fc.double({ min: 0.01, max: 10, noNaN: true });
const rankings = fc.array(fc.record({ ids, weight }), { maxLength: 4 });
const idsOf = (fused: ReturnType<typeof fuseRanks>): readonly string[] => fused.map(({ id }) => id);

describe('fuseRanks', () => {
  it('holds every id of every ranking once, with falling scores', () => {
    fc.assert(
      fc.property(rankings, (all) => {
        const fused = fuseRanks(all);
        expect(idsOf(fused).toSorted()).toEqual([...new Set(all.flatMap((ranking) => ranking.ids))].toSorted());
        expect(fused.every(({ score }, at) => at === 0 || score <= (fused[at - 1]?.score ?? 0))).toBe(true);
      }),
    );
  });

  it('leaves a single ranking as it is', () => {
    fc.assert(
      fc.property(ids, weight, (one, weighing) => {
        expect(idsOf(fuseRanks([{ ids: one, weight: weighing }]))).toEqual(one);
      }),
    );
  });

  it('leaves an order alone that all rankings agree on', () => {
    fc.assert(
      fc.property(ids, weight, weight, (one, a, b) => {
        expect(
          idsOf(
            fuseRanks([
              { ids: one, weight: a },
              { ids: one, weight: b },
            ]),
          ),
        ).toEqual(one);
      }),
    );
  });

  it('puts what stands before another in every ranking before it', () => {
    fc.assert(
      fc.property(rankings, (all) => {
        const fused = idsOf(fuseRanks(all));
        for (const first of fused) {
          for (const second of fused) {
            const before =
              all.length > 0 &&
              all.every((ranking) => ranking.ids.includes(first) && ranking.ids.indexOf(first) < placeOf(second, ranking.ids));
            if (before) expect(fused.indexOf(first)).toBeLessThan(fused.indexOf(second));
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('counts an id once that a ranking names twice', () => {
    expect(fuseRanks([{ ids: ['a', 'b', 'b'], weight: 1 }])).toEqual(fuseRanks([{ ids: ['a', 'b'], weight: 1 }]));
  });
});

const placeOf = (id: string, all: readonly string[]): number => (all.includes(id) ? all.indexOf(id) : Infinity);
