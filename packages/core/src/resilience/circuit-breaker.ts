export type { CircuitBreakerOptions } from './circuit-breaker-options.ts';
