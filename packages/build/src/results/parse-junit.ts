import { parseXml } from './parse-xml.ts';
import type { ReportParser, TestRecord } from './test-record.ts';

type Element = Readonly<Record<string, unknown>>;

const elements = (value: unknown): Element[] =>
  Array.isArray(value) ? value.filter((one): one is Element => typeof one === 'object' && one !== null) : [];
const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');

/** Reads a JUnit report of any runner. `null` when it is no such report. */
export const parseJunit: ReportParser = async (text) => {
  const root = await parseXml(text, ['testsuite', 'testcase', 'failure', 'error', 'skipped']);
  const { testsuites, testsuite } = (root ?? {}) as { testsuites?: unknown; testsuite?: unknown };
  if (testsuites === undefined && testsuite === undefined) return null;
  const suites = typeof testsuites === 'object' && testsuites !== null ? [testsuites as Element] : elements(testsuite);
  return suites.flatMap((suite) => suiteRecords(suite, []));
};

function suiteRecords(suite: Element, path: readonly string[]): TestRecord[] {
  const file = textOf(suite['file']);
  const nested = elements(suite['testsuite']).flatMap((inner) => suiteRecords(inner, [...path, textOf(inner['name'])]));
  return [...elements(suite['testcase']).map((testcase) => caseRecord(testcase, file, path)), ...nested];
}

function caseRecord(testcase: Element, suiteFile: string, path: readonly string[]): TestRecord {
  const file = textOf(testcase['file']) || suiteFile;
  const className = textOf(testcase['classname']);
  const owner = className === '' ? path.filter((part) => part !== '' && part !== file).join(' > ') : className;
  const name = [owner, textOf(testcase['name'])].filter((part) => part !== '').join(' > ');
  const notLoaded = faults(testcase).some((fault) =>
    /collection failure|initializationError|failed to load|could not load/i.test(`${textOf(fault['message'])} ${textOf(fault['type'])}`),
  );
  return { name, status: caseStatus(testcase), ...(file === '' ? {} : { file }), ...(notLoaded ? { notLoaded } : {}) };
}

/** A fault without attributes is parsed to bare text: it still is one. */
const faults = (testcase: Element): Element[] =>
  ['failure', 'error'].flatMap((key) =>
    Array.isArray(testcase[key])
      ? testcase[key].map((one: unknown) => (typeof one === 'object' && one !== null ? (one as Element) : { message: textOf(one) }))
      : [],
  );

function caseStatus(testcase: Element): TestRecord['status'] {
  if (faults(testcase).length > 0 || textOf(testcase['status']) === 'fail') return 'failed';
  const status = textOf(testcase['status']).toLowerCase();
  return testcase['skipped'] !== undefined || status === 'notrun' || status === 'disabled' || textOf(testcase['result']) === 'skipped'
    ? 'skipped'
    : 'passed';
}
