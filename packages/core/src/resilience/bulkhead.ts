import { BulkheadFullError } from './bulkhead-full-error.ts';
import type { CallContext } from './call-context.ts';
import { callContextOf } from './call-context-of.ts';
import type { ExecuteOptions } from './execute-options.ts';
import { checkCount } from './option-checks.ts';

/** Limits of a {@link Bulkhead}. */
export interface BulkheadOptions {
  /** Calls that run at the same time. At least 1. */
  readonly maxConcurrent: number;
  /** Calls that may wait for their turn. Default: 0, none waits. */
  readonly maxQueued?: number;
}

/**
 * Lets only so many calls run at once, so that one hung dependency cannot take everything. The rest wait in order, then are refused.
 * Put it outside a breaker: a call that waits or is refused here says nothing about the dependency.
 */
export class Bulkhead {
  /** Who is guarded, such as `rag.chroma`. */
  readonly name: string;
  readonly #maxConcurrent: number;
  readonly #maxQueued: number;
  readonly #waiting = new Set<() => void>();
  #running = 0;

  /** @throws ArtemisError `ARTEMIS_E_INVALID_OPTION` naming the first option that cannot work. */
  constructor(name: string, options: BulkheadOptions) {
    this.name = name;
    this.#maxConcurrent = checkCount('maxConcurrent', options.maxConcurrent);
    this.#maxQueued = checkCount('maxQueued', options.maxQueued ?? 0, 0);
  }

  /** Calls that run now. */
  get running(): number {
    return this.#running;
  }

  /** Calls that wait for their turn now. */
  get queued(): number {
    return this.#waiting.size;
  }

  /**
   * Runs `call` when its turn has come.
   *
   * @param options.signal - An abort while waiting gives the place in the queue up; `call` is then not run.
   * @throws {@link BulkheadFullError} at once when all places are taken, those in the queue included.
   * @throws Whatever `call` throws; the signal's reason when it aborted before the call began.
   */
  async execute<T>(call: (context: CallContext) => Promise<T>, options: ExecuteOptions = {}): Promise<T> {
    const { signal } = options;
    signal?.throwIfAborted();
    if (this.#running < this.#maxConcurrent) this.#running++;
    else await this.#turn(signal);
    try {
      // The turn may have come in the same moment as the abort.
      signal?.throwIfAborted();
      return await call(callContextOf(options));
    } finally {
      this.#passOn();
    }
  }

  /** Waits until a finished call passes its place on. */
  #turn(signal: AbortSignal | undefined): Promise<void> {
    if (this.#waiting.size >= this.#maxQueued) throw new BulkheadFullError(this.name, this.#maxConcurrent, this.#maxQueued);
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.delete(admit);
        reject(signal?.reason);
      };
      const admit = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      this.#waiting.add(admit);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  #passOn(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#running--;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
