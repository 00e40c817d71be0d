/** First waits that are remembered of a model, and how many of them are needed to tell what is usual. */
const mostWaits = 100;
const fewestWaits = 20;
/** A wait is unusual when it is this many times as long as all but a tenth of the others. */
const unusual = 1.5;
/** Below this nothing is worth a second request, in milliseconds. */
const shortestMs = 500;
/** Second requests for each first one, and how many may be saved up. */
const share = 0.07;
const mostSaved = 5;

/**
 * What one model usually takes to begin its answer, and how many of its questions may be asked twice so that what takes longer is cut
 * off. Fewer than 7 of 100 are.
 */
export class ModelTail {
  readonly #waits: number[] = [];
  #next = 0;
  #saved = 0;

  /** Wait from which on a second request may pay, in milliseconds; `Infinity` while nobody knows. */
  get unusualMs(): number {
    if (this.#waits.length < fewestWaits) return Infinity;
    const sorted = this.#waits.toSorted((one, other) => one - other);
    return Math.max((sorted[Math.floor(sorted.length * 0.9)] ?? Infinity) * unusual, shortestMs);
  }

  /** A question goes out. */
  asked(): void {
    this.#saved = Math.min(this.#saved + share, mostSaved);
  }

  /** An answer has begun. */
  began(waitedMs: number): void {
    this.#waits[this.#next] = waitedMs;
    this.#next = (this.#next + 1) % mostWaits;
  }

  /** @returns Whether a second request may go out; it is then counted. */
  spend(): boolean {
    if (this.#saved < 1) return false;
    this.#saved--;
    return true;
  }
}

/** The tails of all models of an Artemis: what one run has learnt, the next one knows. */
export class Hedging {
  readonly #tails = new Map<string, ModelTail>();

  of(model: string): ModelTail {
    const tail = this.#tails.get(model) ?? new ModelTail();
    this.#tails.set(model, tail);
    return tail;
  }
}
