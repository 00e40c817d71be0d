/** The attribute that opens the tests at the end of a Rust file. */
const rustTests = /^[ \t]*#\[cfg\(test\)\]/m;

/** Whether a source file holds tests of its own. */
export const hasInlineTests = (path: string, text: string | null): boolean => path.endsWith('.rs') && text !== null && rustTests.test(text);

/** The old code of a file with the new tests it holds, where the language keeps both in one file; else the old text. */
export function withInlineTestsOf(path: string, before: string, after: string | null): string {
  if (after === null || !hasInlineTests(path, after)) return before;
  const code = before.slice(0, rustTests.exec(before)?.index ?? before.length);
  return `${code.trimEnd()}\n\n${after.slice(rustTests.exec(after)?.index)}`;
}

/** Line, from 1, at which the tests inside a source file begin; `Infinity` when it has none. */
export function firstInlineTestLine(path: string, text: string): number {
  const index = hasInlineTests(path, text) ? rustTests.exec(text)?.index : undefined;
  return index === undefined ? Infinity : text.slice(0, index).split('\n').length;
}
