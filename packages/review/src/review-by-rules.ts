import type { AppliedChange, ReviewReport } from '@artemis/core';
import { compareChanges } from './diff/compare-changes.ts';
import { makeReport } from './report/make-report.ts';
import { findByRules } from './rules/find-by-rules.ts';
import type { RuleOptions } from './rules/rule-options.ts';

/** What rules cannot say, and where it is said. */
const limits = 'No model has read the change, and nothing of the project was run: its compiler and linter belong to the build gate.';

/**
 * Reviews a change by rules: no model, no network, no process, and nothing but the texts given is read. Two reviews of one change
 * are the same.
 */
export function reviewByRules(changes: readonly AppliedChange[], options: RuleOptions = {}): ReviewReport {
  const diffs = compareChanges(changes);
  return makeReport(diffs, findByRules(diffs, options), 'Rules', [limits]);
}
