import type { LlmCall } from '../capability/llm.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { CallContext } from '../resilience/call-context.ts';
import type { ModelTail } from './hedging.ts';
import type { CallLimits } from './wire/call-limits.ts';

/** Requests of one call that may be under way at the same time, the first included. */
const mostRequests = 3;

/** How the silence of a model is met. */
export interface HedgeOptions {
  readonly clock: Clock;
  readonly limits: Pick<CallLimits, 'firstByteMs' | 'idleMs' | 'silenceMs'>;
  readonly call: CallContext;
  /** Whether somebody else can be asked instead. Looked at whenever the model falls silent. */
  readonly mayLeave: () => boolean;
  /** Where a second request may go out as soon as the first takes unusually long. Default: only silence is met. */
  readonly tail?: ModelTail | undefined;
  /** Makes the error of a model that was left for another one, or given up. */
  readonly silentError: (silence: Silence) => Error;
}

/** How a model was silent. */
export interface Silence {
  /** Whether it had begun to answer. */
  readonly phase: 'first-byte' | 'idle';
  readonly silentMs: number;
  /** Whether somebody else can be asked now. */
  readonly isLeft: boolean;
}

/**
 * Makes one request.
 *
 * @param call - Its signal aborts when another request has answered, or the model is left.
 * @param request - Its number, from 1.
 */
export type HedgedRequest<T> = (call: LlmCall, request: number) => Promise<T>;

/** One request under way. */
interface Leg {
  readonly controller: AbortController;
  sentMs: number;
  /** How often it has shown progress; the first time is when it goes out. */
  signs: number;
  lastSignMs: number;
}

/**
 * Calls a model and meets its silence: where another one can be asked the call is left after `firstByteMs` or `idleMs`, else
 * a further request goes out beside the silent one, and later one more. The first answer is taken and the other requests are
 * aborted, so a model that is only slow still answers. Where that is wanted, the second request goes out already when the first takes
 * unusually long. What does not tell its progress is never taken for silent.
 *
 * @throws What the last request under way threw; the error of a model that was left; the reason of the caller's signal.
 */
export function hedgedCall<T>(request: HedgedRequest<T>, options: HedgeOptions): Promise<T> {
  return new HedgedCall(request, options).answer();
}

class HedgedCall<T> {
  readonly #request: HedgedRequest<T>;
  readonly #options: HedgeOptions;
  readonly #result = Promise.withResolvers<T>();
  readonly #legs = new Set<Leg>();
  #requests = 0;
  /** Whether a second request was considered because the first takes unusually long. */
  #isWeighed = false;
  #timer: Timer | undefined;

  constructor(request: HedgedRequest<T>, options: HedgeOptions) {
    this.#request = request;
    this.#options = options;
  }

  async answer(): Promise<T> {
    const { signal } = this.#options.call;
    signal.throwIfAborted();
    const stop = (): void => this.#fail(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    try {
      this.#begin();
      return await this.#result.promise;
    } finally {
      signal.removeEventListener('abort', stop);
      this.#timer?.cancel();
    }
  }

  #begin(): void {
    const leg: Leg = { controller: new AbortController(), sentMs: 0, signs: 0, lastSignMs: 0 };
    this.#legs.add(leg);
    if (++this.#requests === 1) this.#options.tail?.asked();
    const call: LlmCall = {
      signal: leg.controller.signal,
      remainingMs: () => this.#options.call.remainingMs(),
      onProgress: () => this.#progressed(leg),
      onQuiet: () => this.#unwatch(leg),
    };
    this.#request(call, this.#requests).then(
      (value) => this.#answered(leg, value),
      (error: unknown) => this.#failed(leg, error),
    );
  }

  #progressed(leg: Leg): void {
    const nowMs = this.#options.clock.nowMs();
    leg.lastSignMs = nowMs;
    leg.signs++;
    if (leg.signs === 1) leg.sentMs = nowMs;
    if (leg.signs === 2) this.#options.tail?.began(nowMs - leg.sentMs);
    // Later signs cost nothing: the timer looks back when it fires.
    if (leg.signs === 1) this.#watch();
  }

  /** As if it had not gone out: there is nothing to tell its silence by. */
  #unwatch(leg: Leg): void {
    leg.signs = 0;
    this.#watch();
  }

  #answered(leg: Leg, value: T): void {
    if (!this.#legs.delete(leg)) return;
    this.#result.resolve(value);
    this.#abort(new DOMException('Another request for the same answer was faster.', 'AbortError'));
  }

  /** A request that failed leaves the matter to the others. */
  #failed(leg: Leg, error: unknown): void {
    if (!this.#legs.delete(leg)) return;
    if (this.#legs.size === 0) this.#fail(error);
    else this.#watch();
  }

  #fail(error: unknown): void {
    this.#result.reject(error);
    this.#abort(error);
  }

  #abort(reason: unknown): void {
    const legs = [...this.#legs];
    this.#legs.clear();
    this.#timer?.cancel();
    for (const { controller } of legs) controller.abort(reason);
  }

  #watch(): void {
    this.#timer?.cancel();
    const silentAtMs = this.#silentAtMs();
    if (silentAtMs === undefined) return;
    const dueMs = Math.min(silentAtMs, this.#unusualAtMs());
    this.#timer = this.#options.clock.after(Math.max(dueMs - this.#options.clock.nowMs(), 0), () => this.#look());
  }

  /** When all requests will have been silent for too long; `undefined` while one of them has not gone out. */
  #silentAtMs(): number | undefined {
    const legs = [...this.#legs];
    if (legs.length === 0 || legs.some(({ signs }) => signs === 0)) return undefined;
    return Math.max(...legs.map((leg) => leg.lastSignMs + this.#limitMs(leg)));
  }

  /** When the first request will have taken unusually long to be answered; it is looked at once. */
  #unusualAtMs(): number {
    const [leg] = this.#legs;
    const { tail } = this.#options;
    if (!leg || !tail || this.#isWeighed || this.#requests > 1 || leg.signs !== 1) return Infinity;
    return leg.sentMs + tail.unusualMs;
  }

  #limitMs({ signs }: Leg): number {
    const { limits } = this.#options;
    if (this.#requests === mostRequests) return limits.silenceMs;
    return signs > 1 ? limits.idleMs : limits.firstByteMs;
  }

  #look(): void {
    if (this.#options.clock.nowMs() >= this.#unusualAtMs()) {
      this.#isWeighed = true;
      if (this.#options.tail?.spend()) return this.#begin();
    }
    const dueMs = this.#silentAtMs();
    if (dueMs === undefined) return;
    if (this.#options.clock.nowMs() < dueMs) return this.#watch();
    const isLeft = this.#options.mayLeave();
    if (isLeft || this.#requests === mostRequests) this.#leave(isLeft);
    else this.#begin();
  }

  #leave(isLeft: boolean): void {
    const lastSignMs = Math.max(...[...this.#legs].map((leg) => leg.lastSignMs));
    const phase = [...this.#legs].some(({ signs }) => signs > 1) ? 'idle' : 'first-byte';
    this.#fail(this.#options.silentError({ phase, silentMs: Math.round(this.#options.clock.nowMs() - lastSignMs), isLeft }));
  }
}
