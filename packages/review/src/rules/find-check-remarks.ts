import { readAccessOf, type CheckReport } from '@artemis/core';
import type { RuleFinding, Severity } from './rule.ts';

const severities: Readonly<Record<'type' | 'lint', readonly [error: Severity, other: Severity]>> = {
  type: ['blocking', 'warning'],
  lint: ['warning', 'note'],
};

/** What the project's own compiler and linters say of a change, as findings. They may be about lines that did not change themselves. */
export const checkFindings = ({ remarks }: CheckReport): readonly RuleFinding[] =>
  remarks
    .filter(({ path, line }) => line > 0 && readAccessOf(path) !== 'name')
    .map(({ path, line, tool, kind, isError, message }) => ({
      path,
      line,
      severity: severities[kind][isError ? 0 : 1],
      message: `${tool}: ${message}`,
      rule: kind === 'type' ? ('type-error' as const) : ('lint' as const),
    }));

/** What ran, and what should have and did not. */
export function checkRemarks(checks: CheckReport | undefined): readonly string[] {
  if (!checks) return ['Nothing of the project was run: its compiler and linters belong to the build.'];
  const { tools, notes } = checks;
  const ran = tools.length > 0 ? [`${tools.join(' and ')} of the project looked at it.`] : [];
  return [...ran, ...notes];
}
