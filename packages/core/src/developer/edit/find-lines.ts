import { reindent } from './reindent.ts';
import type { FindReplacements, Replacement } from './replacement.ts';
import { isBlank, lineEndingOf, linesOf, type TextLine } from './text-lines.ts';

/** Finds whole lines that are equal after `normalise`; the new lines take over the indentation of the file. */
export const findLines = (normalise: (line: string) => string, options: { readonly skipBlank?: boolean } = {}): FindReplacements => {
  const counts = (line: string): boolean => !options.skipBlank || !isBlank(line);
  return (text, edit) => {
    const { old, wanted } = editedLines(edit.old, edit.new);
    const quoted = old.filter(counts);
    const lines = linesOf(text).filter((line) => counts(line.text));
    return windowsOf(lines, quoted, normalise).flatMap((window) => replacementOf(text, window, quoted, wanted) ?? []);
  };
};

/** The edit by lines. An empty last line that both have is only the line ending of the line before. */
export function editedLines(old: string, wanted: string): { readonly old: readonly string[]; readonly wanted: readonly string[] } {
  const oldLines = splitLines(old);
  const newLines = wanted === '' ? [] : splitLines(wanted);
  if (oldLines.at(-1) === '' && (newLines.length === 0 || newLines.at(-1) === '')) {
    return { old: oldLines.slice(0, -1), wanted: newLines.slice(0, -1) };
  }
  return { old: oldLines, wanted: newLines };
}

/** Lines of a text that came from a model, whatever endings it wrote. */
export const splitLines = (text: string): readonly string[] => text.replaceAll('\r\n', '\n').split('\n');

/** Every run of lines that equals the quoted ones; runs do not overlap. */
export function windowsOf(
  lines: readonly TextLine[],
  quoted: readonly string[],
  normalise: (line: string) => string,
): readonly (readonly TextLine[])[] {
  const wanted = quoted.map(normalise);
  if (wanted.every((line) => line === '')) return [];
  const borders = bordersOf(wanted);
  const windows: (readonly TextLine[])[] = [];
  let matched = 0;
  for (const [at, { text }] of lines.entries()) {
    const line = normalise(text);
    while (matched > 0 && wanted[matched] !== line) matched = borders[matched - 1] ?? 0;
    if (wanted[matched] === line) matched++;
    if (matched < wanted.length) continue;
    windows.push(lines.slice(at + 1 - wanted.length, at + 1));
    matched = 0;
  }
  return windows;
}

/** For each beginning of `lines`, how many of its last lines are also its first: a search that fails goes on from there and not one line further (Knuth, Morris, Pratt). */
function bordersOf(lines: readonly string[]): readonly number[] {
  const borders = [0];
  let border = 0;
  for (let at = 1; at < lines.length; at++) {
    while (border > 0 && lines[at] !== lines[border]) border = borders[border - 1] ?? 0;
    if (lines[at] === lines[border]) border++;
    borders.push(border);
  }
  return borders;
}

function replacementOf(
  text: string,
  window: readonly TextLine[],
  quoted: readonly string[],
  wanted: readonly string[],
): Replacement | null {
  const [first, last] = [window[0], window.at(-1)];
  const indented = reindent(
    quoted,
    window.map((line) => line.text),
    wanted,
  );
  if (!first || !last || !indented) return null;
  // Lines that go leave no empty line behind.
  if (indented.length === 0) return { start: first.start, end: last.end + last.eol.length, text: '' };
  return { start: first.start, end: last.end, text: indented.join(lineEndingOf(text)) };
}
