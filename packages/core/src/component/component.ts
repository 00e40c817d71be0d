import type { CallContext } from '../resilience/call-context.ts';
import type { HealthFinding } from '../resilience/health-status.ts';
import type { CircuitBreakerOptions } from '../resilience/circuit-breaker.ts';
import type { RetryOptions } from '../resilience/retry.ts';

/** One way to serve a capability. It is created lazily, inside its breaker. */
export interface Implementation<T> {
  /** Short and unique within the component, such as `chroma`. */
  readonly name: string;
  /** Makes the instance at the first call. When it rejects, the next call tries again. */
  create(call: CallContext): T | Promise<T>;
  /** Asks the live dependency whether it works. Rejects with the reason when it does not; a finding says that it does in part. */
  checkHealth?(instance: T, call: CallContext): Promise<void | HealthFinding>;
  /** Lets go of what the instance holds. Called at most once per instance. */
  dispose?(instance: T): void | Promise<void>;
  /** Longest single call, in milliseconds. Default: what the run has left. */
  readonly timeoutMs?: number;
  readonly breaker?: CircuitBreakerOptions;
  /** Default: one attempt. */
  readonly retry?: RetryOptions;
  /** Whether an instance is thrown away and made anew after this error. Default: after a timeout. */
  renewAfter?(error: unknown): boolean;
}

/** What a plugin registers for a capability: a primary together with its own fallback. */
export interface Component<T> {
  readonly primary: Implementation<T>;
  /** Tried in order when the primary cannot serve. It must not use what just failed. */
  readonly fallback: Implementation<T> | readonly [Implementation<T>, ...Implementation<T>[]];
}
