import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Histogram } from '../../src/metrics/histogram.ts';

const filled = (values: readonly number[]): Histogram => {
  const histogram = new Histogram();
  for (const value of values) histogram.observe(value);
  return histogram;
};

/** The exact percentile: the smallest value that the share does not exceed. */
const exact = (values: readonly number[], quantile: number): number => {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(quantile * sorted.length) - 1)] ?? NaN;
};

describe('Histogram', () => {
  it('says that it knows nothing before the first value', () => {
    expect(new Histogram().summary()).toEqual({ count: 0, sum: 0, min: null, mean: null, p50: null, p95: null, p99: null, max: null });
  });

  it('knows count, sum, minimum, mean and maximum exactly', () => {
    expect(filled([1, 2, 3, 10]).summary()).toMatchObject({ count: 4, sum: 16, min: 1, mean: 4, max: 10 });
  });

  it('gives a single value as every percentile', () => {
    expect(filled([42.5]).summary()).toMatchObject({ p50: 42.5, p95: 42.5, p99: 42.5 });
  });

  it('is at most 1/64 beside the exact percentile', () => {
    const value = fc.double({ min: 0.001, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 300 }), fc.constantFrom(0, 0.5, 0.95, 0.99, 1), (values, quantile) => {
        const truth = exact(values, quantile);
        const found = filled(values).percentile(quantile) ?? NaN;
        expect(Math.abs(found - truth)).toBeLessThanOrEqual(truth / 64 + 1e-12);
      }),
    );
  });

  it('keeps percentiles in order and between minimum and maximum', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (values) => {
        const { min, p50, p95, p99, max } = filled(values).summary();
        const order = [min, p50, p95, p99, max].map(Number);
        expect(order).toEqual(order.toSorted((one, other) => one - other));
      }),
    );
  });

  it.each([NaN, Infinity, -Infinity, '5' as unknown as number, undefined as unknown as number])('ignores %s', (value) => {
    expect(filled([value, 1]).summary()).toMatchObject({ count: 1, sum: 1, max: 1 });
  });

  it('takes values beyond its range at their true extremes', () => {
    expect(filled([-5, 0, 1e-300, 1e300]).summary()).toMatchObject({ count: 4, min: -5, max: 1e300 });
  });
});
