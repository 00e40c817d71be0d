import type { ReportParser, TestRecord } from './test-record.ts';

interface BuildEvent {
  readonly id?: {
    readonly testSummary?: { readonly label?: string };
    readonly targetCompleted?: { readonly label?: string };
    readonly pattern?: { readonly pattern?: readonly string[] };
  };
  readonly testSummary?: { readonly overallStatus?: string };
  readonly completed?: { readonly success?: boolean };
  readonly aborted?: unknown;
  readonly lastMessage?: boolean;
}

/**
 * Reads Bazel's build events, one for each line. Test targets are the tests: what is in them stands in files that only Bazel can
 * find. `null` without the last event.
 */
export const parseBazel: ReportParser = (text) => {
  const records = new Map<string, TestRecord>();
  let isWhole = false;
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const event = eventOf(line);
    if (!event) return null;
    if (event.lastMessage === true) isWhole = true;
    const record = recordOf(event);
    if (record && (!record.notLoaded || !records.has(record.name))) records.set(record.name, record);
  }
  return isWhole ? [...records.values()] : null;
};

function eventOf(line: string): BuildEvent | null {
  try {
    const event: unknown = JSON.parse(line);
    return typeof event === 'object' && event !== null ? event : null;
  } catch {
    return null;
  }
}

/** Only a target that was not built says so by itself: one that was built and is no test has nothing to say. */
function recordOf({ id, testSummary, completed, aborted }: BuildEvent): TestRecord | null {
  const tested = id?.testSummary?.label;
  if (typeof tested === 'string') {
    const passed = testSummary?.overallStatus === 'PASSED' || testSummary?.overallStatus === 'FLAKY';
    return { name: tested, status: passed ? 'passed' : 'failed' };
  }
  const target = id?.targetCompleted?.label ?? id?.pattern?.pattern?.[0];
  const isBroken = aborted !== undefined || (completed !== undefined && completed.success !== true);
  return typeof target === 'string' && isBroken ? { name: target, status: 'failed', notLoaded: true } : null;
}
