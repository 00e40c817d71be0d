import { stripVTControlCharacters } from 'node:util';

const maxChars = 12_000;
const maxLineChars = 400;

/** Words that mark a line the developer needs. */
const telling =
  /\b(error|fail(ed|ure|ing)?|not ok|assert\w*|expected|actual|panic(ked)?|exception|traceback|undefined|cannot|unresolved|mismatch)\b|✖|✗|×|^E\s|^\s*at\s|^\s*-->/i;

/**
 * Cuts output down to what is needed to mend the failure: colours and other control characters are taken out, long lines are
 * shortened, and of long output the telling lines, the begin and the end are kept.
 */
export function trimOutput(output: string): string {
  const lines = stripVTControlCharacters(output.slice(0, 4 * 1024 ** 2))
    .replace(/\r\n?/g, '\n')
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
    .split('\n')
    .map((line) => (line.length > maxLineChars ? `${line.slice(0, maxLineChars)}…` : line));
  const text = lines.join('\n').trim();
  return text.length <= maxChars ? text : shortened(lines);
}

function shortened(lines: readonly string[]): string {
  const begin = take(lines, maxChars / 6);
  const end = take(lines.toReversed(), maxChars / 3).toReversed();
  const middle = lines.slice(begin.length, lines.length - end.length);
  const near = middle.filter((line, index) => telling.test(line) || telling.test(middle[index - 1] ?? ''));
  const kept = take(near, maxChars / 2);
  return [...begin, `[... ${middle.length - kept.length} lines left out ...]`, ...kept, ...end].join('\n').trim();
}

/** As many lines from the start as fit. */
function take(lines: readonly string[], chars: number): string[] {
  const kept: string[] = [];
  let used = 0;
  for (const line of lines) {
    used += line.length + 1;
    if (used > chars) break;
    kept.push(line);
  }
  return kept;
}
