import type { AnswerCache } from './answer/answer-cache.ts';
import { defaultCallLimits, type CallLimits } from './wire/call-limits.ts';
import type { Hedging } from './hedging.ts';
import { FallbackPolicy } from './fallback-policy.ts';

/** What the user has said about how models are asked. */
export interface ModelRules {
  readonly limits: CallLimits;
  readonly fallback: FallbackPolicy;
  /** Left out when questions are asked twice only where a model is silent. */
  readonly hedging?: Hedging;
  /** Answers kept from earlier runs; left out when they are not wanted. */
  readonly cache?: AnswerCache;
}

/** The rules of somebody who has said nothing. */
export const plainModelRules: ModelRules = { limits: defaultCallLimits, fallback: new FallbackPolicy([]) };
