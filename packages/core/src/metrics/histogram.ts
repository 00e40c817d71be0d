/** What is known of all values seen. `null` where nothing was seen. */
export interface Summary {
  readonly count: number;
  readonly sum: number;
  readonly min: number | null;
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
}

/** Buckets in each doubling of the value: a percentile is wrong by at most 1/64 of itself. */
const bucketsPerOctave = 32;
const mantissaShift = 20 - Math.log2(bucketsPerOctave);
/** Values below 2^-10 share the first bucket, values from 2^42 the last. */
const lowestExponent = -10;
const octaves = 52;
const lastBucket = octaves * bucketsPerOctave - 1;
const bias = 1023 + lowestExponent;

// The top bits of a double are its exponent and the start of its mantissa: together they are the bucket.
const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
double[0] = 1;
const highWord = words[1] === 0x3ff00000 ? 1 : 0;

/**
 * Distribution of values in logarithmic buckets. Memory grows with the spread of the values, not with their number:
 * 256 bytes for each doubling, 13 kB at most.
 */
export class Histogram {
  #count = 0;
  #sum = 0;
  #min = Infinity;
  #max = -Infinity;
  #firstBucket = 0;
  #buckets = new Float64Array(0);

  /** Records a value. What is not a finite number is ignored. Values below 2^-10, negative ones too, share one bucket. */
  observe(value: number): void {
    if (!Number.isFinite(value)) return;
    this.#count += 1;
    this.#sum += value;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
    const bucket = bucketOf(value);
    let offset = bucket - this.#firstBucket;
    if (offset < 0 || offset >= this.#buckets.length) offset = this.#widen(bucket);
    this.#buckets[offset] = (this.#buckets[offset] ?? 0) + 1;
  }

  /** Minimum, mean, percentiles and maximum of everything seen so far. */
  summary(): Summary {
    if (this.#count === 0) return { count: 0, sum: 0, min: null, mean: null, p50: null, p95: null, p99: null, max: null };
    return {
      count: this.#count,
      sum: this.#sum,
      min: this.#min,
      mean: this.#sum / this.#count,
      p50: this.percentile(0.5),
      p95: this.percentile(0.95),
      p99: this.percentile(0.99),
      max: this.#max,
    };
  }

  /** The value that the share `quantile` (0 to 1) of all values does not exceed, to the width of its bucket; `null` when nothing was seen. */
  percentile(quantile: number): number | null {
    if (this.#count === 0) return null;
    let left = Math.max(1, Math.ceil(quantile * this.#count));
    let offset = 0;
    while (offset < this.#buckets.length - 1 && (left -= this.#buckets[offset] ?? 0) > 0) offset += 1;
    return Math.min(Math.max(middleOf(this.#firstBucket + offset), this.#min), this.#max);
  }

  /** Makes room for a bucket outside the present range, by whole doublings. Returns its place. */
  #widen(bucket: number): number {
    const start = bucket - (bucket % bucketsPerOctave);
    const empty = this.#buckets.length === 0;
    const first = empty ? start : Math.min(this.#firstBucket, start);
    const end = empty ? start + bucketsPerOctave : Math.max(this.#firstBucket + this.#buckets.length, start + bucketsPerOctave);
    const wider = new Float64Array(end - first);
    if (!empty) wider.set(this.#buckets, this.#firstBucket - first);
    this.#buckets = wider;
    this.#firstBucket = first;
    return bucket - first;
  }
}

function bucketOf(value: number): number {
  if (value <= 0) return 0;
  double[0] = value;
  const bucket = ((words[highWord] ?? 0) >>> mantissaShift) - bias * bucketsPerOctave;
  return bucket < 0 ? 0 : bucket > lastBucket ? lastBucket : bucket;
}

function middleOf(bucket: number): number {
  const octave = Math.floor(bucket / bucketsPerOctave) + lowestExponent;
  return 2 ** octave * (1 + ((bucket % bucketsPerOctave) + 0.5) / bucketsPerOctave);
}
