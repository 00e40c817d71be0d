/** A test that did not run. */
export interface SkippedTest {
  /** Path of the test file, from the root. */
  readonly path: string;
  /** Titles of its groups and its own, joined by ` > `. */
  readonly name: string;
  /** Why, in the words of the test; empty when it gives none. */
  readonly reason: string;
}

/** What a whole test run came to. */
export interface Summary {
  readonly passed: number;
  /** Failed tests, and files and processes that failed outside any test. */
  readonly failed: number;
  readonly skipped: readonly SkippedTest[];
}

/** The closing line of a run. Machines read it, so its form does not change. */
export function closingLine({ passed, failed, skipped }: Summary): string {
  return `${passed} passed, ${failed} failed, ${skipped.length} skipped`;
}
