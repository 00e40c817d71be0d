import type { Random } from '../ports/random.ts';

/** Chance from a seed: the same seed gives the same numbers. Generator: mulberry32. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { fraction, id: (length) => Array.from({ length }, () => Math.floor(fraction() * 32).toString(32)).join('') };
}
