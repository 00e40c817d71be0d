import { sanitizeLine, type BuildReport, type TestCase } from '@artemis/core';
import { good, line, type Line } from '../terminal/line.ts';
import { duration } from './amounts.ts';

const mostFailures = 5;

/** What the gate said: command and tests, the names of what failed, and why a pass may be believed. */
export function renderGate(report: BuildReport): readonly Line[] {
  const { command, status, tests, summary, durationMs } = report;
  const counted = tests && tests.length > 0 ? testCounts(tests) : sanitizeLine(summary);
  const head = `  ${status.padEnd(7)}  ${command === undefined ? counted : `${sanitizeLine(command, 60)}   ${counted}`}   ${duration(durationMs)}`;
  const warnings = (report.warnings ?? []).map((text) => line(`    ! ${sanitizeLine(text)}`, 'warning'));
  switch (status) {
    case 'passed':
      return [
        { ...good(head.trimStart()), text: `  ok ${head.trimStart()}` },
        line(`    ${sanitizeLine(report.evidence.detail)}`, 'faint'),
        ...warnings,
      ];
    case 'failed':
      return [line(head, 'bad'), ...failures(report), ...warnings];
    default:
      return [line(head, 'warning'), ...(command === undefined ? [] : [line(`    ${sanitizeLine(summary)}`, 'faint')]), ...warnings];
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

function failures({ tests = [], summary }: BuildReport): readonly Line[] {
  const failed = tests.filter(({ status }) => status === 'failed');
  if (failed.length === 0) return [line(`    ${sanitizeLine(summary, 300)}`, 'faint')];
  const more = failed.length - mostFailures;
  return [
    ...failed.slice(0, mostFailures).map(({ name }) => line(`    x ${sanitizeLine(name, 120)}`, 'bad')),
    ...(more > 0 ? [line(`    and ${more} more`, 'faint')] : []),
  ];
}
