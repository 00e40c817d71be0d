import type { ReportParser, TestRecord } from './test-record.ts';

/** One line of a runner that writes no structured report. */
interface LineShape {
  readonly test: RegExp;
  readonly status: (word: string) => TestRecord['status'];
  /** Line that names the file of the tests that follow. */
  readonly file?: RegExp;
  /** A line without which the output is not whole. */
  readonly end: RegExp;
}

/** A parser for runners whose plain output has one line for each test. `null` when the closing line is missing. */
const parseLines =
  (shape: LineShape): ReportParser =>
  (text) => {
    const records: TestRecord[] = [];
    let file: string | undefined;
    let ended = false;
    for (const line of text.split(/\r\n?|\n/)) {
      if (line.length > 4_000) continue;
      file = shape.file?.exec(line)?.[1] ?? file;
      const match = shape.test.exec(line);
      if (match) records.push({ name: match[1] ?? '', status: shape.status(match[2] ?? ''), ...(file === undefined ? {} : { file }) });
      ended ||= shape.end.test(line);
    }
    return ended ? records : null;
  };

/** Reads the plain output of `cargo test`; stable Rust has no other. */
export const parseCargo = parseLines({
  test: /^test (\S.*?)(?: - should panic)? \.\.\. (ok|FAILED|ignored)/,
  status: (word) => (word === 'ok' ? 'passed' : word === 'FAILED' ? 'failed' : 'skipped'),
  file: /^\s+(?:Running (?:unittests )?|Doc-tests )(\S+)/,
  end: /^test result: /,
});

/** Reads Minitest's verbose output. */
export const parseMinitest = parseLines({
  test: /^(\S+#test_\S+) = [\d.]+ s = ([.FES])/,
  status: (word) => (word === '.' ? 'passed' : word === 'S' ? 'skipped' : 'failed'),
  end: /^\d+ runs?, \d+ assertions?, /,
});
