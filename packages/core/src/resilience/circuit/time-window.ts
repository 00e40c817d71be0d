import type { TripRule } from './trip-rule.ts';

const bucketCount = 10;

interface Bucket {
  calls: number;
  failures: number;
}

/** Fires on the share of failures among the calls of the last while. Memory does not grow with calls: they are counted in ten buckets. */
export class TimeWindow implements TripRule {
  readonly #bucketMs: number;
  readonly #ratio: number;
  readonly #minimumCalls: number;
  readonly #buckets: readonly Bucket[] = Array.from({ length: bucketCount }, () => ({ calls: 0, failures: 0 }));
  /** Number of the newest bucket, counted from the clock's origin. */
  #newest = 0;

  constructor(windowMs: number, ratio: number, minimumCalls: number) {
    this.#bucketMs = windowMs / bucketCount;
    this.#ratio = ratio;
    this.#minimumCalls = minimumCalls;
  }

  succeeded(nowMs: number): void {
    this.#bucketAt(nowMs).calls++;
  }

  failed(nowMs: number): boolean {
    const bucket = this.#bucketAt(nowMs);
    bucket.calls++;
    bucket.failures++;
    let calls = 0;
    let failures = 0;
    for (const each of this.#buckets) {
      calls += each.calls;
      failures += each.failures;
    }
    return calls >= this.#minimumCalls && failures / calls >= this.#ratio;
  }

  #bucketAt(nowMs: number): Bucket {
    const number = Math.floor(nowMs / this.#bucketMs);
    const passed = Math.min(number - this.#newest, bucketCount);
    for (let ago = 0; ago < passed; ago++) this.#clear(number - ago);
    if (passed > 0) this.#newest = number;
    return this.#bucket(number);
  }

  #clear(number: number): void {
    const bucket = this.#bucket(number);
    bucket.calls = 0;
    bucket.failures = 0;
  }

  #bucket(number: number): Bucket {
    // A remainder of a negative number is negative, so it is shifted; the index is then always within the ten.
    return this.#buckets[((number % bucketCount) + bucketCount) % bucketCount] as Bucket;
  }
}
