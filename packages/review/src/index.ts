// The plugin
export { default } from './review-plugin.ts';
export { default as reviewPlugin } from './review-plugin.ts';
export type { ReviewOptions } from './review-options.ts';

// Review without a model
export { reviewByRules } from './review-by-rules.ts';
export type { RuleOptions } from './rules/rule-options.ts';
export { ruleNames, type RuleName } from './rules/rule-name.ts';

// Reports for other tools
export { toSarif } from './report/to-sarif.ts';
export type { SarifFix, SarifLog, SarifPlace, SarifResult, SarifRun } from './report/sarif-log.ts';
