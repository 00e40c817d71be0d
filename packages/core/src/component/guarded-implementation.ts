import { CircuitBreaker } from '../resilience/circuit-breaker.ts';
import type { CallContext } from '../resilience/call-context.ts';
import { DeadlineExceededError } from '../resilience/deadline-exceeded-error.ts';
import { retry } from '../resilience/retry.ts';
import { withDeadline } from '../resilience/with-deadline.ts';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import { isInstance } from '../errors/is-instance.ts';
import { RunBlockedError } from '../errors/run-blocked-error.ts';
import { RunRefusedError } from '../errors/run-refused-error.ts';
import type { Implementation } from './component.ts';

/** What a {@link GuardedImplementation} needs from outside. */
export interface GuardSurroundings {
  readonly clock: Clock;
  readonly random: Random;
}

/** One retry that is about to be waited for. */
export interface ScheduledRetry {
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly waitMs: number;
  readonly error: unknown;
}

/** Time an instance may take to come up, in milliseconds. A caller that cannot wait that long leaves it to come up behind. */
const createTimeoutMs = 30_000;

/** An implementation behind its own breaker, deadline and retry; its instance is made at the first call. */
export class GuardedImplementation<T> {
  readonly name: string;
  readonly breaker: CircuitBreaker;
  readonly #implementation: Implementation<T>;
  readonly #surroundings: GuardSurroundings;
  readonly #lifetime = new AbortController();
  #creation: Promise<T> | null = null;

  constructor(capability: string, implementation: Implementation<T>, surroundings: GuardSurroundings) {
    this.name = implementation.name;
    this.#implementation = implementation;
    this.#surroundings = surroundings;
    const { breaker } = implementation;
    this.breaker = new CircuitBreaker(`${capability}.${implementation.name}`, {
      ...breaker,
      ...surroundings,
      // A run that is blocked from above, or refused, says nothing about this dependency.
      classify: (error) =>
        isInstance(error, RunBlockedError) || isInstance(error, RunRefusedError) ? 'neutral' : (breaker?.classify?.(error) ?? 'failure'),
    });
  }

  /** Whether the live dependency can be asked how it is. */
  get canProbe(): boolean {
    return this.#implementation.checkHealth !== undefined;
  }

  /**
   * Runs `use` on the instance: retry → breaker → deadline → create → use.
   *
   * @param timeoutMs - Longest single attempt, if the implementation names none that is shorter.
   * @throws Whatever `use` throws; {@link DeadlineExceededError} when it took too long; `CircuitOpenError` when it was not run.
   */
  run<R>(
    use: (instance: T, call: CallContext) => Promise<R>,
    call: CallContext,
    timeoutMs: number,
    onRetry: (retry: ScheduledRetry) => void = () => {},
  ): Promise<R> {
    const { retry: policy = {} } = this.#implementation;
    const attempt = (): Promise<R> => this.breaker.execute((inner) => this.#once(use, inner, timeoutMs), call);
    return retry(attempt, policy, { ...this.#surroundings, signal: call.signal, remainingMs: () => call.remainingMs(), onRetry });
  }

  /** Asks the live dependency, past the breaker. Rejects with the reason; resolves at once where it cannot be asked. */
  async probe(call: CallContext): Promise<void> {
    const instance = await this.#instance();
    await this.#implementation.checkHealth?.(instance, call);
  }

  /** Lets go of the instance. Never rejects. */
  async dispose(): Promise<void> {
    this.#lifetime.abort();
    this.breaker.dispose();
    await this.#discard();
  }

  #once<R>(use: (instance: T, call: CallContext) => Promise<R>, call: CallContext, timeoutMs: number): Promise<R> {
    const limitMs = Math.min(timeoutMs, this.#implementation.timeoutMs ?? Infinity);
    const label = this.breaker.name;
    const { clock } = this.#surroundings;
    return withDeadline(async (inner) => this.#use(use, inner), { clock, label, timeoutMs: limitMs, call }).catch((error: unknown) => {
      if (this.#shouldRenew(error)) void this.#discard();
      throw error;
    });
  }

  async #use<R>(use: (instance: T, call: CallContext) => Promise<R>, call: CallContext): Promise<R> {
    const instance = await this.#instance();
    call.signal.throwIfAborted();
    return use(instance, call);
  }

  /** The shared instance. It outlives the caller that asked first, so a slow start joins late instead of being lost. */
  #instance(): Promise<T> {
    this.#creation ??= this.#create();
    return this.#creation;
  }

  #create(): Promise<T> {
    const { clock } = this.#surroundings;
    const call: CallContext = { signal: this.#lifetime.signal, remainingMs: () => Infinity };
    const label = `${this.breaker.name} start`;
    const creation = withDeadline(async (inner) => this.#implementation.create(inner), { clock, label, timeoutMs: createTimeoutMs, call });
    creation.catch(() => {
      if (this.#creation === creation) this.#creation = null;
    });
    return creation;
  }

  #shouldRenew(error: unknown): boolean {
    return this.#implementation.renewAfter?.(error) ?? isInstance(error, DeadlineExceededError);
  }

  async #discard(): Promise<void> {
    const creation = this.#creation;
    this.#creation = null;
    try {
      const instance = await creation;
      if (instance !== null) await this.#implementation.dispose?.(instance);
    } catch {
      // It never came up, or it cannot even end: nothing is left to hold on to.
    }
  }
}
