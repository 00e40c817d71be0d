import { checkCount, checkRatio } from './option-checks.ts';

/** Limits of a {@link RetryBudget}. */
export interface RetryBudgetOptions {
  /** Retries each call adds, in (0, 1]. Default: 0.2, which makes at most 1.2 attempts a call in the long run. */
  readonly ratio?: number;
  /** Retries at hand from the start, and the most that are ever saved up. Default: 10. */
  readonly reserve?: number;
}

/** Limits retries over many calls, so that an outage is not answered with several times the load. */
export class RetryBudget {
  readonly #ratio: number;
  readonly #reserve: number;
  #retries: number;

  constructor(options: RetryBudgetOptions = {}) {
    this.#ratio = checkRatio('ratio', options.ratio ?? 0.2);
    this.#reserve = checkCount('reserve', options.reserve ?? 10);
    this.#retries = this.#reserve;
  }

  /** A call is made, retries not counted. */
  noteCall(): void {
    this.#retries = Math.min(this.#retries + this.#ratio, this.#reserve);
  }

  /** Takes one retry; `false` when none is left. */
  takeRetry(): boolean {
    if (this.#retries < 1) return false;
    this.#retries -= 1;
    return true;
  }
}
