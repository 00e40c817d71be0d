import { editedLines, windowsOf } from './find-lines.ts';
import { isElision } from './placeholder.ts';
import type { FindReplacements, Replacement } from './replacement.ts';
import { lineEndingOf, linesOf, type TextLine } from './text-lines.ts';

/**
 * Finds a block that the edit quotes with `...` for lines it leaves out. What the dots stand for stays where the new text has
 * dots too, and goes where it has none.
 */
export const findElided: FindReplacements = (text, edit) => {
  const { old, wanted } = editedLines(edit.old, edit.new);
  const quoted = segmentsOf(old);
  const replaced = segmentsOf(wanted);
  if (quoted.length < 2 || quoted.some((segment) => segment.length === 0)) return [];
  if (replaced.length !== 1 && replaced.length !== quoted.length) return [];
  const lines = linesOf(text);
  return windowsOf(lines, quoted[0] ?? [], bare).flatMap((start) => replaceFrom(text, lines, start, quoted, replaced) ?? []);
};

const bare = (line: string): string => line.trimEnd();

function segmentsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const segments: string[][] = [[]];
  for (const line of lines) {
    if (isElision(line)) segments.push([]);
    else segments.at(-1)?.push(line);
  }
  return segments;
}

function replaceFrom(
  text: string,
  lines: readonly TextLine[],
  start: readonly TextLine[],
  quoted: readonly (readonly string[])[],
  replaced: readonly (readonly string[])[],
): Replacement | null {
  const found = [start];
  for (const segment of quoted.slice(1)) {
    const behind = lines.indexOf(found.at(-1)?.at(-1) ?? NOWHERE) + 1;
    const next = windowsOf(lines.slice(behind), segment, bare)[0];
    if (!next) return null;
    found.push(next);
  }
  const [first, last] = [start[0], found.at(-1)?.at(-1)];
  if (!first || !last) return null;
  const parts = replaced.flatMap((segment, index) => (index === 0 ? segment : [...gapBefore(lines, found, index), ...segment]));
  return { start: first.start, end: last.end, text: parts.join(lineEndingOf(text)) };
}

const NOWHERE: TextLine = { text: '', start: -1, end: -1, eol: '' };

/** The lines of the file between one quoted segment and the one before. */
function gapBefore(lines: readonly TextLine[], found: readonly (readonly TextLine[])[], index: number): readonly string[] {
  const from = lines.indexOf(found[index - 1]?.at(-1) ?? NOWHERE) + 1;
  const to = lines.indexOf(found[index]?.[0] ?? NOWHERE);
  return lines.slice(from, to).map((line) => line.text);
}
