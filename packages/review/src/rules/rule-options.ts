import type { RuleName } from './rule-name.ts';
import type { Severity } from './rule.ts';

/** How the rules are applied. */
export interface RuleOptions {
  /** Another severity for a rule, or `off`. Default: that of the rule. */
  readonly rules?: Readonly<Partial<Record<RuleName, Severity | 'off'>>>;
}
