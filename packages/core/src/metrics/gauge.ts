/** A number that goes up and down. Only its last value is kept. */
export class Gauge {
  #value: number | null = null;

  /** Sets the value. What is not a finite number is ignored. */
  set(value: number): void {
    if (Number.isFinite(value)) this.#value = value;
  }

  /** `null` before the first value. */
  get value(): number | null {
    return this.#value;
  }
}
