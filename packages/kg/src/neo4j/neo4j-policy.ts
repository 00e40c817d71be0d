import type { CircuitBreakerOptions, CodeGraph, Implementation } from '@artemis/core';
import { KgError } from '../kg-error.ts';

/** How long a login that was refused is not tried again, in milliseconds. */
const loginPauseMs = 600_000;

const isA = (error: unknown, ...codes: readonly KgError['code'][]): boolean => error instanceof KgError && codes.includes(error.code);

/** When Neo4j's circuit opens: a server that only catches up is not broken, and a refused login is not tried again soon. */
export const neo4jBreaker = {
  trip: { consecutive: 3 },
  open: { waitMs: 5_000, retryAfterMs: (error) => (isA(error, 'ARTEMIS_E_KG_LOGIN') ? loginPauseMs : undefined) },
  classify: (error) => (isA(error, 'ARTEMIS_E_KG_BEHIND') ? 'neutral' : 'failure'),
} as const satisfies CircuitBreakerOptions;

/** Breaker and retry of the component: one more attempt, and only for what passes by itself. The driver's own retries are not used. */
export const neo4jPolicy = {
  breaker: neo4jBreaker,
  retry: { maxAttempts: 2, firstWaitMs: 100, isRetryable: (error) => isA(error, 'ARTEMIS_E_KG_BUSY') },
} as const satisfies Pick<Implementation<CodeGraph>, 'breaker' | 'retry'>;
