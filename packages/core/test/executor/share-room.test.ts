import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareRoom } from '../../src/executor/share-room.ts';

const item = (title: string, chars: number) => ({ title, text: 'x'.repeat(chars - title.length) });
const many = (name: string, count: number, chars: number) => Array.from({ length: count }, (_, at) => item(`${name}${at}`, chars));
const sizeOf = (items: readonly { readonly title: string; readonly text: string }[]): number =>
  items.reduce((sum, { title, text }) => sum + title.length + text.length, 0);
const list = fc.array(fc.integer({ min: 10, max: 400 }), { maxLength: 20 });

describe('shareRoom', () => {
  it('lets no list crowd out another: each gets half', () => {
    const shared = shareRoom([many('rag', 20, 100), many('kg', 20, 100)], 1_000);
    expect(shared.map(({ title }) => title.replace(/\d+$/, ''))).toEqual([...Array(5).fill('rag'), ...Array(5).fill('kg')]);
  });

  it('gives what one list has no use for to the other', () => {
    expect(shareRoom([many('rag', 20, 100), many('kg', 2, 100)], 1_000)).toHaveLength(10);
    expect(shareRoom([[], many('kg', 20, 100)], 1_000)).toHaveLength(10);
  });

  it('passes over what is too large, and takes what comes after', () => {
    expect(shareRoom([[item('large', 2_000), item('small', 50)]], 1_000).map(({ title }) => title)).toEqual(['small']);
  });

  it('never takes more than there is room, keeps the order of each list, and leaves nothing out that fits', () => {
    fc.assert(
      fc.property(list, list, fc.integer({ min: 0, max: 2_000 }), (one, other, room) => {
        const lists = [one, other].map((sizes, which) => sizes.map((size, at) => item(`${which}-${at}`, size)));
        const shared = shareRoom(lists, room);
        expect(sizeOf(shared)).toBeLessThanOrEqual(room);
        expect(lists.flat().filter((each) => shared.includes(each))).toEqual(shared);
        for (const left of lists.flat().filter((each) => !shared.includes(each))) expect(sizeOf([...shared, left])).toBeGreaterThan(room);
      }),
    );
  });
});
