import type { TestCase } from '@artemis/core';

/** A test as its runner reported it, or a file of tests that could not even be loaded. */
export interface TestRecord extends TestCase {
  /** True when this is no test but the failure to load one: a syntax error, a missing import, a compiler's no. */
  readonly notLoaded?: boolean;
}

/** Reads a report. `null` when the text is not what the runner should have written. */
export type ReportParser = (text: string) => Parsed | Promise<Parsed>;

type Parsed = readonly TestRecord[] | null;

/** What identifies a test between two runs. */
export const testKey = ({ name, file }: TestCase): string => `${file ?? ''}\0${name}`;
