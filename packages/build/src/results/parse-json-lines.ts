import { wholeFileName } from './node-reporter.ts';
import { asTestRecord } from './as-test-record.ts';
import type { ReportParser, TestRecord } from './test-record.ts';

/** Reads the report of our own reporters: one record a line, then a line that says that it is whole. */
export const parseJsonLines: ReportParser = (text) => {
  const records: TestRecord[] = [];
  let whole = false;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    if (whole) return null;
    const value = parseLine(line);
    if (value === null) return null;
    if ('end' in value) whole = true;
    else {
      const record = asTestRecord(value);
      if (!record) return null;
      records.push(record);
    }
  }
  return whole && !contradictsItself(records) ? records : null;
};

/** A file is one test as a whole only when it has no other: both together is something no runner writes. */
function contradictsItself(records: readonly TestRecord[]): boolean {
  const whole = new Set(records.filter(({ name }) => name === wholeFileName).map(({ file }) => file));
  return records.some(({ name, file, status }) => name !== wholeFileName && status === 'passed' && whole.has(file));
}

function parseLine(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
