import { AllFailedError } from './all-failed-error.ts';
import type { CallContext } from './call-context.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import type { CircuitBreakerOptions } from './circuit-breaker-options.ts';
import type { ExecuteOptions } from './execute-options.ts';
import { beginCall } from './begin-call.ts';
import { callContextOf } from './call-context-of.ts';
import { rejectSoon } from './reject-soon.ts';

/** A primary, what stands in for it, and what may end the call. */
export interface FallbackRequest<T> extends ExecuteOptions {
  readonly component: string;
  primary(call: CallContext): Promise<T>;
  /** Tried in order. None may use what the primary needs. */
  readonly fallback: Fallback<T> | readonly [Fallback<T>, ...Fallback<T>[]];
}

/** Stands in for a primary. */
export type Fallback<T> = (call: CallContext) => T | Promise<T>;

/** What came back, and whether the primary gave it. */
export interface FallbackResult<T> {
  readonly value: T;
  readonly servedBy: 'primary' | 'fallback';
  /** What those tried before threw, the primary first. Empty when the primary served. */
  readonly failures: readonly unknown[];
}

/** Settings of breakers that are made by component name alone, so none can have a probe. */
export type OwnBreakerOptions = Omit<CircuitBreakerOptions, 'probe'>;

/**
 * Serves from a fallback while a primary fails, and from the primary again once it works. It keeps no flag of its own: a component
 * is degraded while one of its breakers is not closed, so it recovers by itself, by a trial call or by a probe of that breaker.
 */
export class DegradationManager {
  readonly #options: OwnBreakerOptions;
  readonly #breakers = new Map<string, readonly CircuitBreaker[]>();
  readonly #own = new Map<string, CircuitBreaker>();

  /** @param options - Settings of the breakers it makes itself, for components without {@link track}ed ones. */
  constructor(options: OwnBreakerOptions = {}) {
    this.#options = options;
  }

  /** Names the breakers a component's calls go through already. Its primary is then not guarded a second time. Replaces those named before. */
  track(component: string, breakers: readonly CircuitBreaker[]): void {
    this.#own.delete(component);
    this.#breakers.set(component, [...breakers]);
  }

  /**
   * Asks the primary, then the fallbacks in order.
   *
   * @param request.signal - An abort is not a failure: it ends the call, and no fallback is asked.
   * @throws AllFailedError with every cause when nobody could serve.
   * @throws The signal's reason when it aborts.
   */
  withFallback<T>(request: FallbackRequest<T>): Promise<FallbackResult<T>> {
    const { signal } = request;
    if (signal?.aborted) return rejectSoon(signal.reason);
    return this.#callPrimary(request).then(
      (value): FallbackResult<T> => ({ value, servedBy: 'primary', failures: [] }),
      (error: unknown) => fallBack(request, error),
    );
  }

  /** Whether a breaker of the component keeps calls from it now. */
  isDegraded(component: string): boolean {
    return (this.#breakers.get(component) ?? []).some((breaker) => breaker.state !== 'closed');
  }

  /** All components that are degraded now. */
  degradedComponents(): readonly string[] {
    return [...this.#breakers.keys()].filter((component) => this.isDegraded(component));
  }

  #callPrimary<T>(request: FallbackRequest<T>): Promise<T> {
    const { component } = request;
    if (!this.#breakers.has(component)) this.#guard(component);
    const primary = (call: CallContext): Promise<T> => request.primary(call);
    const own = this.#own.get(component);
    return own === undefined ? beginCall(primary, callContextOf(request)) : own.execute(primary, request);
  }

  #guard(component: string): void {
    const breaker = new CircuitBreaker(component, this.#options);
    this.#own.set(component, breaker);
    this.#breakers.set(component, [breaker]);
  }
}

async function fallBack<T>(request: FallbackRequest<T>, reason: unknown): Promise<FallbackResult<T>> {
  const { component, signal } = request;
  const failures = [reason];
  signal?.throwIfAborted();
  const fallbacks = typeof request.fallback === 'function' ? [request.fallback] : request.fallback;
  for (const fallback of fallbacks) {
    try {
      return { value: await fallback(callContextOf(request)), servedBy: 'fallback', failures };
    } catch (error) {
      signal?.throwIfAborted();
      failures.push(error);
    }
  }
  throw new AllFailedError(component, failures);
}
