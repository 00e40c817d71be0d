import type { ReportParser, TestRecord } from './test-record.ts';

interface Assertion {
  readonly fullName?: unknown;
  readonly title?: unknown;
  readonly ancestorTitles?: unknown;
  readonly status?: unknown;
}

interface FileResult {
  readonly name?: unknown;
  readonly status?: unknown;
  readonly assertionResults?: unknown;
}

/** Reads the JSON report that Jest and Vitest share. `null` when it is no such report. */
export const parseJest: ReportParser = (text) => {
  try {
    const report = JSON.parse(text) as { testResults?: unknown };
    return Array.isArray(report.testResults) ? report.testResults.flatMap((file: FileResult) => fileRecords(file)) : null;
  } catch {
    return null;
  }
};

function fileRecords({ name, status, assertionResults }: FileResult): TestRecord[] {
  const file = typeof name === 'string' ? name : '';
  const assertions = Array.isArray(assertionResults) ? (assertionResults as Assertion[]) : [];
  if (assertions.length === 0 && status === 'failed') return [{ name: file, file, status: 'failed', notLoaded: true }];
  return assertions.map((assertion) => ({ name: nameOf(assertion), file, status: statusOf(assertion.status) }));
}

function nameOf({ ancestorTitles, title, fullName }: Assertion): string {
  if (Array.isArray(ancestorTitles) && typeof title === 'string')
    return [...ancestorTitles, title]
      .map(String)
      .filter((part) => part !== '')
      .join(' > ');
  return typeof fullName === 'string' ? fullName : 'unnamed test';
}

const statusOf = (status: unknown): TestRecord['status'] => (status === 'passed' ? 'passed' : status === 'failed' ? 'failed' : 'skipped');
