import { XMLParser } from 'fast-xml-parser';
import type { ReportParser, TestRecord } from './test-record.ts';

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', isArray: (name) => name === 'UnitTestResult' });

/** Reads the TRX report of `dotnet test`. `null` when it is no such report. */
export const parseTrx: ReportParser = (text) => {
  if (/<!DOCTYPE/i.test(text)) return null;
  try {
    const root = parser.parse(text, true) as { TestRun?: { Results?: { UnitTestResult?: unknown } | '' } };
    if (root.TestRun === undefined) return null;
    const results = root.TestRun.Results === '' ? [] : root.TestRun.Results?.UnitTestResult;
    return Array.isArray(results) ? results.map(recordOf) : [];
  } catch {
    return null;
  }
};

const recordOf = (result: Readonly<Record<string, unknown>>): TestRecord => {
  const { testName, outcome } = result;
  return { name: String(testName), status: outcome === 'Passed' ? 'passed' : outcome === 'NotExecuted' ? 'skipped' : 'failed' };
};
