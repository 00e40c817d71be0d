import { testKey, type TestRecord } from '../results/test-record.ts';
import type { RunFacts } from './run-facts.ts';

/** Tests of a run by what identifies them. A name that occurs twice counts as its worst result. */
export function testsByKey(run: RunFacts | null): ReadonlyMap<string, TestRecord> {
  const tests = new Map<string, TestRecord>();
  for (const test of run?.tests ?? []) {
    const key = testKey(test);
    const known = tests.get(key);
    if (!known || rank[test.status] > rank[known.status]) tests.set(key, test);
  }
  return tests;
}

const rank = { passed: 0, skipped: 1, failed: 2 } as const;

/** Tests that can be told from a failure to load. */
export const realTests = (run: RunFacts | null, status?: TestRecord['status']): readonly TestRecord[] =>
  (run?.tests ?? []).filter((test) => !test.notLoaded && (status === undefined || test.status === status));

/** Whether the same test passed in a run, wherever its file has been moved to. */
export function passedIn(run: RunFacts | null, test: TestRecord): boolean {
  const same = (run?.tests ?? []).filter((one) => testKey(one) === testKey(test));
  const moved = same.length > 0 ? same : (run?.tests ?? []).filter((one) => one.name === test.name);
  return moved.length > 0 && moved.every(({ status }) => status === 'passed');
}

/** Names for the reader: the first few, and how many more. */
export function listNames(tests: readonly { readonly name: string }[], most = 5): string {
  const names = [...new Set(tests.map(({ name }) => `"${name}"`))];
  return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
