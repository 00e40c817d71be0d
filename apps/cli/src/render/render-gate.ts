import { sanitizeLine, type BuildReport, type TestCase } from '@artemis/core';
import { line, type Line } from '../terminal/line.ts';
import { duration } from './amounts.ts';

const mostFailures = 5;

/** What the gate said: command and tests, the names of what failed, and why a pass may be believed. */
export function renderGate(report: BuildReport): readonly Line[] {
  const { status, command, tests = [], summary, durationMs } = report;
  const known = [command === undefined ? '' : sanitizeLine(command, 60), tests.length > 0 ? testCounts(tests) : ''].filter(
    (part) => part !== '',
  );
  const head = `${status.padEnd(7)}  ${known.join('   ') || sanitizeLine(summary, 300)}   ${duration(durationMs)}`;
  const said = known.length === 0 ? [] : [line(`    ${sanitizeLine(summary, 300)}`, 'faint')];
  const warnings = (report.warnings ?? []).map((text) => line(`    ! ${sanitizeLine(text, 300)}`, 'warning'));
  switch (status) {
    case 'passed':
      return [line(`  ok ${head}`, 'good'), line(`    ${sanitizeLine(report.evidence.detail, 400)}`, 'faint'), ...warnings];
    case 'failed':
      return [line(`  ${head}`, 'bad'), ...(failures(tests) ?? said), ...warnings];
    default:
      return [line(`  ${head}`, 'warning'), ...said, ...warnings];
  }
}

/** `2 passed, 1 failed` */
export function testCounts(tests: readonly TestCase[]): string {
  const states = ['passed', 'failed', 'skipped'] as const;
  const counts = states.map((status) => ({ status, number: tests.filter((test) => test.status === status).length }));
  return counts
    .filter(({ number, status }) => number > 0 || status === 'passed')
    .map(({ number, status }) => `${number} ${status}`)
    .join(', ');
}

/** Names of the tests that failed; `null` when none is known by name. */
function failures(tests: readonly TestCase[]): readonly Line[] | null {
  const failed = tests.filter(({ status }) => status === 'failed');
  if (failed.length === 0) return null;
  const more = failed.length - mostFailures;
  return [
    ...failed.slice(0, mostFailures).map(({ name }) => line(`    x ${sanitizeLine(name, 120)}`, 'bad')),
    ...(more > 0 ? [line(`    and ${more} more`, 'faint')] : []),
  ];
}
