import type { CallOutcome, CircuitBreakerOptions } from '../circuit-breaker-options.ts';

/** What an error says about the dependency. A judge that throws, or answers with something else, leaves it a failure. */
export function judgeError(options: CircuitBreakerOptions, error: unknown): CallOutcome {
  try {
    const outcome = options.classify?.(error);
    return outcome === 'success' || outcome === 'neutral' ? outcome : 'failure';
  } catch {
    return 'failure';
  }
}
