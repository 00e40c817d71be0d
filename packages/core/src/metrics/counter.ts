/** A number that only grows. */
export class Counter {
  #value = 0;

  /** Adds `by`. Default: 1. Anything but a finite number of 0 or more is ignored. */
  add(by = 1): void {
    if (Number.isFinite(by) && by >= 0) this.#value += by;
  }

  get value(): number {
    return this.#value;
  }
}
