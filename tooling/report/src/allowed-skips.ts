import type { SkippedTest } from './summary.ts';

/** Reads the list of tests that may be skipped in CI: `path > name` a line; `#` begins a comment. */
export function parseAllowedSkips(text: string): ReadonlySet<string> {
  const lines = text.split('\n').map((line) => line.trim());
  return new Set(lines.filter((line) => line !== '' && !line.startsWith('#')));
}

/** The skipped tests that nobody allowed. */
export function unexpectedSkips(skipped: readonly SkippedTest[], allowed: ReadonlySet<string>): SkippedTest[] {
  return skipped.filter(({ path, name }) => !allowed.has(`${path} > ${name}`));
}
