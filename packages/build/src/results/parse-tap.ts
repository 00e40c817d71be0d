import type { ReportParser, TestRecord } from './test-record.ts';

const point = /^(\s*)(not )?ok\b\s*(\d+)?\s*(?:-\s*)?(.*?)(?:\s+#\s*(skip|todo)\b.*)?$/i;

/** Reads the Test Anything Protocol, with nested tests. `null` without a plan: a stream that was cut has none, or one that disagrees. */
export const parseTap: ReportParser = (text) => {
  const records: TestRecord[] = [];
  let planned: number | null = null;
  let top = 0;
  for (const raw of text.split('\n')) {
    const line = raw.replace(/\r$/, '');
    if (line.startsWith('Bail out!')) return null;
    const plan = /^1\.\.(\d+)/.exec(line);
    if (plan) planned = Number(plan[1]);
    const match = point.exec(line);
    if (!match) continue;
    const [, indent = '', not, , name = '', directive] = match;
    if (indent === '') top += 1;
    const failed = not !== undefined && directive === undefined;
    records.push({ name: name === '' ? `test ${records.length + 1}` : name, status: failed ? 'failed' : directive ? 'skipped' : 'passed' });
  }
  return planned === null || planned !== top ? null : records;
};
