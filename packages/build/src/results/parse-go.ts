import type { ReportParser, TestRecord } from './test-record.ts';

interface GoEvent {
  readonly Action?: unknown;
  readonly Package?: unknown;
  readonly Test?: unknown;
}

const statuses: Readonly<Record<string, TestRecord['status']>> = { pass: 'passed', fail: 'failed', skip: 'skipped' };

/** Reads `go test -json`. A package that fails without a failing test did not compile, or ended before its tests. */
export const parseGo: ReportParser = (text) => {
  const records: TestRecord[] = [];
  const events = text.split('\n').flatMap((line) => eventOf(line));
  if (events.length === 0) return null;
  const failing = new Set<string>();
  for (const { Action: action, Package: owner, Test: test } of events) {
    const status = typeof action === 'string' ? statuses[action] : undefined;
    if (!status || typeof owner !== 'string') continue;
    if (typeof test === 'string') {
      records.push({ name: `${owner} > ${test}`, status });
      if (status === 'failed') failing.add(owner);
    } else if (status === 'failed' && !failing.has(owner)) {
      records.push({ name: owner, status, notLoaded: true });
    }
  }
  return records;
};

function eventOf(line: string): GoEvent[] {
  if (!line.startsWith('{')) return [];
  try {
    return [JSON.parse(line) as GoEvent];
  } catch {
    return [];
  }
}
