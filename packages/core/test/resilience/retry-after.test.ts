import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestRetryAfterMs, parseRetryAfter, shortestRetryAfterMs } from '../../src/resilience/retry-after.ts';

const nowMs = Date.UTC(2026, 0, 1, 12, 0, 0);

describe('parseRetryAfter', () => {
  it.each([null, undefined])('is undefined without a header (%s)', (header) => {
    expect(parseRetryAfter(header, nowMs)).toBeUndefined();
  });

  it.each([
    ['30', 30_000],
    [' 2 ', 2_000],
    ['1.5', 1_500],
    ['60', 60_000],
    ['Thu, 01 Jan 2026 12:00:20 GMT', 20_000],
    ['Thursday, 01-Jan-26 12:00:20 GMT', 20_000],
    ['Thu Jan  1 12:00:20 2026', 20_000],
  ])('reads %s', (header, waitMs) => {
    expect(parseRetryAfter(header, nowMs)).toEqual({ waitMs, tooLong: false });
  });

  it.each([
    '0',
    '-5',
    '0.2',
    'garbage',
    'garbage 5000',
    '',
    ' ',
    '1e309',
    '9'.repeat(400),
    'NaN',
    'Infinity',
    '0x10',
    'Thu, 01 Jan 2026 11:00:00 GMT',
    'Thu, 99 Foo 2026 99:99:99 GMT',
  ])('L10: waits the shortest time, never none, for %j', (header) => {
    expect(parseRetryAfter(header, nowMs)).toEqual({ waitMs: shortestRetryAfterMs, tooLong: false });
  });

  it.each([
    ['5000000', 5_000_000_000],
    ['61', 61_000],
    ['Thu, 01 Jan 2026 17:00:00 GMT', 18_000_000],
  ])('L10: calls %s too long to sleep', (header, waitMs) => {
    expect(parseRetryAfter(header, nowMs)).toEqual({ waitMs, tooLong: true });
  });

  it('L10: takes the longer of two headers', () => {
    expect(parseRetryAfter('3, 20', nowMs)).toEqual({ waitMs: 20_000, tooLong: false });
    expect(parseRetryAfter('garbage, 20', nowMs)).toEqual({ waitMs: 20_000, tooLong: false });
  });

  it('L10: whatever the header says, the wait is a finite time of at least a second, and too long only above a minute', () => {
    const pieces = fc.constantFrom('Mon, ', '5', ',', ' ', '-', 'GMT', '12:00:00', 'e9', '.', '2026', 'Jan');
    const headers = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(headers, (header) => {
        const wait = parseRetryAfter(header, nowMs);
        expect(wait?.waitMs).toBeGreaterThanOrEqual(shortestRetryAfterMs);
        expect(wait?.waitMs).toBeLessThan(Infinity);
        expect(wait?.tooLong).toBe((wait?.waitMs ?? 0) > longestRetryAfterMs);
      }),
    );
  });
});
