import type { Finding, ReviewReport } from '@artemis/core';
import { changeSize, type FileDiff } from '../diff/file-diff.ts';

const weights: Readonly<Record<Finding['severity'], number>> = { blocking: 0, warning: 1, note: 2 };
const mostFindings = 100;

/**
 * The report of some findings, worst first. Its status comes from severities alone.
 *
 * @param by - Who reviewed, for the summary.
 * @param remarks - Further sentences of the summary.
 */
export function makeReport(diffs: readonly FileDiff[], findings: readonly Finding[], by: string, remarks: readonly string[]): ReviewReport {
  const sorted = findings.toSorted(
    (one, other) => weights[one.severity] - weights[other.severity] || compare(one.path, other.path) || one.line - other.line,
  );
  const count = (severity: Finding['severity']): number => findings.filter((finding) => finding.severity === severity).length;
  const lines = diffs.reduce((sum, diff) => sum + changeSize(diff), 0);
  const cut = sorted.length > mostFindings ? [`Only the first ${mostFindings} are listed.`] : [];
  const counts = `${count('blocking')} blocking, ${several(count('warning'), 'warning')} and ${several(count('note'), 'note')}`;
  const found = `${by} found ${counts} in ${several(lines, 'changed line')} of ${several(diffs.length, 'file')}.`;
  return {
    status: count('blocking') > 0 ? 'changes-requested' : 'approved',
    findings: sorted.slice(0, mostFindings),
    summary: [found, ...cut, ...remarks].join(' '),
  };
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const several = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;
