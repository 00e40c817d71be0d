import type { ReportParser, TestRecord } from './test-record.ts';

interface Example {
  readonly full_description?: unknown;
  readonly status?: unknown;
  readonly file_path?: unknown;
}

/** Reads RSpec's JSON report. `null` when it is no such report. */
export const parseRspec: ReportParser = (text) => {
  try {
    const { examples, summary } = JSON.parse(text) as { examples?: unknown; summary?: { errors_outside_of_examples_count?: unknown } };
    if (!Array.isArray(examples)) return null;
    const outside = Number(summary?.errors_outside_of_examples_count ?? 0);
    const broken: TestRecord[] = outside > 0 ? [{ name: 'errors outside of examples', status: 'failed', notLoaded: true }] : [];
    return [...examples.map((example: Example) => recordOf(example)), ...broken];
  } catch {
    return null;
  }
};

const recordOf = ({ full_description: name, status, file_path: file }: Example): TestRecord => ({
  name: typeof name === 'string' ? name : 'unnamed example',
  status: status === 'passed' ? 'passed' : status === 'failed' ? 'failed' : 'skipped',
  ...(typeof file === 'string' ? { file: file.replace(/^\.\//, '') } : {}),
});
