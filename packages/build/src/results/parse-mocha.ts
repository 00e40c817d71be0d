import type { ReportParser, TestRecord } from './test-record.ts';

interface MochaTest {
  readonly fullTitle?: unknown;
  readonly file?: unknown;
}

/** Reads Mocha's JSON report. `null` when it is no such report. */
export const parseMocha: ReportParser = (text) => {
  try {
    const { passes, failures, pending } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (!Array.isArray(passes) || !Array.isArray(failures)) return null;
    const records = (tests: unknown, status: TestRecord['status']): TestRecord[] =>
      Array.isArray(tests) ? tests.map((test: MochaTest) => recordOf(test, status)) : [];
    return [...records(passes, 'passed'), ...records(failures, 'failed'), ...records(pending, 'skipped')];
  } catch {
    return null;
  }
};

const recordOf = ({ fullTitle, file }: MochaTest, status: TestRecord['status']): TestRecord => ({
  name: typeof fullTitle === 'string' ? fullTitle : 'unnamed test',
  status,
  ...(typeof file === 'string' ? { file } : {}),
});
