// The plugin
export { default } from './reasoning-plugin.ts';
export { default as reasoningPlugin } from './reasoning-plugin.ts';
export type { ReasoningOptions } from './reasoning-options.ts';
export { strategyNames, type StrategyName } from './strategy/strategy-name.ts';
export type { EarlierRun } from './strategy/earlier-run.ts';

// The plan that needs no model
export { planByRules } from './rules/plan-by-rules.ts';

// Errors
export { PlanError } from './plan-error.ts';
export { reasoningErrorCodes, type ReasoningErrorCode } from './error-codes.ts';
