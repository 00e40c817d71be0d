import { CircuitBreaker } from '../resilience/circuit-breaker.ts';
import type { CallContext } from '../resilience/call-context.ts';
import { DeadlineExceededError } from '../resilience/deadline-exceeded-error.ts';
import type { HealthFinding } from '../resilience/health-status.ts';
import { retry } from '../resilience/retry.ts';
import { withDeadline } from '../resilience/with-deadline.ts';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import { isInstance } from '../errors/is-instance.ts';
import { RunBlockedError } from '../errors/run-blocked-error.ts';
import { RunRefusedError } from '../errors/run-refused-error.ts';
import type { Implementation } from './component.ts';
import { readImplementation } from './read-implementation.ts';
import { SharedInstance } from './shared-instance.ts';

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

/** An implementation behind its own breaker, deadline and retry; its instance is made at the first call. */
export class GuardedImplementation<T> {
  readonly name: string;
  readonly breaker: CircuitBreaker;
  readonly #implementation: Implementation<T>;
  readonly #surroundings: GuardSurroundings;
  readonly #instance: SharedInstance<T>;

  constructor(capability: string, source: Implementation<T>, surroundings: GuardSurroundings) {
    const implementation = readImplementation(source);
    const { name, breaker } = implementation;
    const label = `${capability}.${name}`;
    this.name = name;
    this.#implementation = implementation;
    this.#surroundings = surroundings;
    this.#instance = new SharedInstance(label, implementation, surroundings.clock);
    this.breaker = new CircuitBreaker(label, {
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
   * @param timeoutMs - Longest the call may take, all its attempts and waits together.
   * @throws Whatever `use` throws; {@link DeadlineExceededError} when it took too long; `CircuitOpenError` when it was not run.
   */
  run<R>(
    use: (instance: T, call: CallContext) => Promise<R>,
    call: CallContext,
    timeoutMs: number,
    onRetry: (retry: ScheduledRetry) => void = () => {},
  ): Promise<R> {
    const { retry: policy = {} } = this.#implementation;
    const { clock } = this.#surroundings;
    const endsAtMs = clock.nowMs() + timeoutMs;
    const remainingMs = (): number => Math.min(call.remainingMs(), Math.max(endsAtMs - clock.nowMs(), 0));
    const attempt = (): Promise<R> => this.breaker.execute((inner) => this.#once(use, inner, remainingMs()), call);
    return retry(attempt, policy, { ...this.#surroundings, signal: call.signal, remainingMs, onRetry });
  }

  /** Asks the live dependency, past the breaker. Rejects with the reason; resolves at once where it cannot be asked. */
  async probe(call: CallContext): Promise<void | HealthFinding> {
    const instance = await this.#instance.get();
    return this.#implementation.checkHealth?.(instance, call);
  }

  /** Lets go of the instance, within 2 seconds. Never rejects. */
  async dispose(): Promise<void> {
    this.breaker.dispose();
    await this.#instance.close();
  }

  #once<R>(use: (instance: T, call: CallContext) => Promise<R>, call: CallContext, timeoutMs: number): Promise<R> {
    const limitMs = Math.min(timeoutMs, this.#implementation.timeoutMs ?? Infinity);
    const label = this.breaker.name;
    const { clock } = this.#surroundings;
    return withDeadline(async (inner) => this.#use(use, inner), { clock, label, timeoutMs: limitMs, call }).catch((error: unknown) => {
      // A caller that gave up, or ran out of its own time, says nothing about an instance that others share.
      if (!call.signal.aborted && this.#shouldRenew(error)) void this.#instance.discard();
      throw error;
    });
  }

  async #use<R>(use: (instance: T, call: CallContext) => Promise<R>, call: CallContext): Promise<R> {
    const instance = await this.#instance.get();
    call.signal.throwIfAborted();
    return use(instance, call);
  }

  #shouldRenew(error: unknown): boolean {
    return this.#implementation.renewAfter?.(error) ?? isInstance(error, DeadlineExceededError);
  }
}
