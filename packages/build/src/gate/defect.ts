/** A small wrong edit of a source text. */
export interface Defect {
  /** Where the text to replace begins and ends. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** Line it is in, from 1. */
  readonly line: number;
  /** Such as `"+" became "-"`. */
  readonly what: string;
}

/** The text with the defect in it. */
export const withDefect = (text: string, { start, end, replacement }: Defect): string =>
  text.slice(0, start) + replacement + text.slice(end);
