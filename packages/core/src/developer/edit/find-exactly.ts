import { lineEndingOf, withLineEndings } from './text-lines.ts';
import type { FindReplacements } from './replacement.ts';

/** Finds the old text as it is written. Only the line endings of the new text follow the file. */
export const findExactly: FindReplacements = (text, { old, new: wanted }) => {
  const found: { start: number; end: number; text: string }[] = [];
  const replacement = withLineEndings(wanted, lineEndingOf(text));
  for (let start = text.indexOf(old); start !== -1; start = text.indexOf(old, start + old.length)) {
    found.push({ start, end: start + old.length, text: replacement });
  }
  return found;
};
