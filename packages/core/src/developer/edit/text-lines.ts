/** A line of a text, and where it stands there. */
export interface TextLine {
  /** Without its line ending. */
  readonly text: string;
  /** Offset of the first character. */
  readonly start: number;
  /** Offset behind the last character, before the line ending. */
  readonly end: number;
  /** `\n`, `\r\n`, or nothing at the end of the text. */
  readonly eol: string;
}

/** The lines of a text. A text that ends with a line ending has no empty line behind it. */
export function linesOf(text: string): readonly TextLine[] {
  const lines: TextLine[] = [];
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    const bare = feed > start && text[feed - 1] === '\r' ? end - 1 : end;
    lines.push({ text: text.slice(start, bare), start, end: bare, eol: text.slice(bare, feed === -1 ? end : feed + 1) });
    start = feed === -1 ? text.length : feed + 1;
  }
  return lines;
}

/** The line ending that most lines of a text have. Default: `\n`. */
export function lineEndingOf(text: string): '\n' | '\r\n' {
  const windows = text.split('\r\n').length - 1;
  return windows > (text.split('\n').length - 1) / 2 ? '\r\n' : '\n';
}

/** The text with one kind of line ending. */
export const withLineEndings = (text: string, eol: '\n' | '\r\n'): string => text.replaceAll('\r\n', '\n').replaceAll('\n', eol);

/** Spaces and tabs a line begins with. */
export const indentOf = (line: string): string => /^[ \t]*/.exec(line)?.[0] ?? '';

export const isBlank = (line: string): boolean => line.trim() === '';
