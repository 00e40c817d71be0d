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
  /** In thousandths of a retry, so that five fifths are a whole one. */
  readonly #addedThousandths: number;
  readonly #mostThousandths: number;
  #thousandths: number;

  constructor(options: RetryBudgetOptions = {}) {
    this.#addedThousandths = Math.round(checkRatio('ratio', options.ratio ?? 0.2) * 1_000);
    this.#mostThousandths = checkCount('reserve', options.reserve ?? 10) * 1_000;
    this.#thousandths = this.#mostThousandths;
  }

  /** A call is made, retries not counted. */
  noteCall(): void {
    this.#thousandths = Math.min(this.#thousandths + this.#addedThousandths, this.#mostThousandths);
  }

  /** Takes one retry; `false` when none is left. */
  takeRetry(): boolean {
    if (this.#thousandths < 1_000) return false;
    this.#thousandths -= 1_000;
    return true;
  }
}
