import type { AppliedChange, CheckReport, ReviewReport } from '@artemis/core';
import { compareChanges } from './diff/compare-changes.ts';
import { makeReport } from './report/make-report.ts';
import { findByRules } from './rules/find-by-rules.ts';
import { checkRemarks } from './rules/find-check-remarks.ts';
import type { RuleOptions } from './rules/rule-options.ts';

/**
 * Reviews a change by rules: no model, no network, no process, and nothing but what is given is read. Two reviews of one change are
 * the same.
 *
 * @param checks - What the project's own compiler and linters say of it. Default: nobody ran them.
 */
export function reviewByRules(changes: readonly AppliedChange[], options: RuleOptions = {}, checks?: CheckReport): ReviewReport {
  const diffs = compareChanges(changes);
  return makeReport(diffs, findByRules(diffs, options, checks), 'Rules', ['No model has read the change.', ...checkRemarks(checks)]);
}
