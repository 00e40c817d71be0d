/** The strategies there are, cheapest first. */
export const strategyNames = ['plain', 'plan-then-code', 'test-first', 'self-check', 'several-drafts', 'decompose'] as const;

/** A way to make a plan. */
export type StrategyName = (typeof strategyNames)[number];
