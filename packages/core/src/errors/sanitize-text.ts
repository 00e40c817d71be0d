import { stripVTControlCharacters } from 'node:util';

/** Control characters except tab and newline, the C1 range, and the marks that reorder or hide text. */
const unsafe = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]/g;

/**
 * Makes foreign text safe to print: terminal sequences go, and so do control characters and marks that reorder or hide text.
 * Tabs and newlines stay.
 *
 * @param maxCharacters - Longer text is cut and ends in `…`. Default: no limit.
 */
export function sanitizeText(text: string, maxCharacters = Infinity): string {
  // What is cut away is not worth cleaning; the factor leaves room for sequences that disappear.
  const start = text.slice(0, maxCharacters * 4);
  const clean = stripVTControlCharacters(start).replace(unsafe, '').toWellFormed();
  if (clean.length <= maxCharacters && start.length === text.length) return clean;
  return `${clean.slice(0, Math.max(maxCharacters - 1, 0)).toWellFormed()}…`;
}

/** {@link sanitizeText} on one line: every run of white space becomes one blank. */
export const sanitizeLine = (text: string, maxCharacters = Infinity): string =>
  sanitizeText(
    text
      .slice(0, maxCharacters * 4)
      .replace(/\s+/g, ' ')
      .trim(),
    maxCharacters,
  );
