import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseDuration, parseWait } from '../../src/config/duration.ts';

it('reads a number with its unit', () => {
  expect(['300ms', '30s', '1.5m', '2h', '1d'].map(parseDuration)).toEqual([300, 30_000, 90_000, 7_200_000, 86_400_000]);
});

it('P11: refuses nothing at all as a duration, and clamps what Node would fire at once', () => {
  expect([parseDuration('0s'), parseDuration('0ms'), parseDuration('9999d')]).toEqual([null, null, 2 ** 31 - 1]);
});

it('takes no wait at all as a wait', () => {
  expect([parseWait('0s'), parseWait('2m'), parseWait('0')]).toEqual([0, 120_000, null]);
});

it('P02: reads any text as a number Node can wait, or as nothing', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.tuple(fc.double(), fc.constantFrom('', 's', 'm', 'h', 'd', 'ms', 'y')).map(([number, unit]) => `${number}${unit}`),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const value = parseDuration(text);
      expect(value === null || (value > 0 && value <= 2 ** 31 - 1)).toBe(true);
    }),
  );
});
