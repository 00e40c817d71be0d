import { parseXml } from './parse-xml.ts';
import type { ReportParser, TestRecord } from './test-record.ts';

/** Reads the TRX report of `dotnet test`. `null` when it is no such report. */
export const parseTrx: ReportParser = async (text) => {
  const root: { TestRun?: { Results?: { UnitTestResult?: unknown } | '' } } | null = await parseXml(text, ['UnitTestResult']);
  if (root?.TestRun === undefined) return null;
  const results = root.TestRun.Results === '' ? [] : root.TestRun.Results?.UnitTestResult;
  return Array.isArray(results) ? results.map(recordOf) : [];
};

const recordOf = (result: Readonly<Record<string, unknown>>): TestRecord => {
  const { testName, outcome } = result;
  return { name: String(testName), status: outcome === 'Passed' ? 'passed' : outcome === 'NotExecuted' ? 'skipped' : 'failed' };
};
