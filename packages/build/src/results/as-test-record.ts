import type { TestRecord } from './test-record.ts';

/** Checks that a value read from a report is a record; `null` when it is not. */
export function asTestRecord(value: object): TestRecord | null {
  const { name, status, file, notLoaded } = value as Partial<Record<keyof TestRecord, unknown>>;
  if (typeof name !== 'string' || (status !== 'passed' && status !== 'failed' && status !== 'skipped')) return null;
  return {
    name,
    status,
    ...(typeof file === 'string' && file !== '' ? { file } : {}),
    ...(notLoaded === true ? { notLoaded } : {}),
  };
}
