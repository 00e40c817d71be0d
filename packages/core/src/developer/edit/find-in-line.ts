import type { FindReplacements } from './replacement.ts';
import { linesOf } from './text-lines.ts';

/** Finds one part of a line, whatever spaces and tabs stand between its words. */
export const findInLine: FindReplacements = (text, { old, new: wanted }) => {
  const words = old.trim().split(/[ \t]+/);
  if (/[\r\n]/.test(old.trim()) || words.length < 2) return [];
  return linesOf(text).flatMap((line) =>
    placesOf(line.text, words).map(({ start, end }) => ({ start: line.start + start, end: line.start + end, text: wanted.trim() })),
  );
};

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Places where the words follow each other with nothing but space between. */
function placesOf(line: string, words: readonly string[]): readonly Span[] {
  const places: Span[] = [];
  const first = words[0] ?? '';
  for (let start = line.indexOf(first); start !== -1;) {
    const end = endOfWords(line, start, words);
    if (end !== null) places.push({ start, end });
    start = line.indexOf(first, end ?? start + 1);
  }
  return places;
}

function endOfWords(line: string, start: number, words: readonly string[]): number | null {
  let at = start;
  for (const [index, word] of words.entries()) {
    const gap = /^[ \t]+/.exec(line.slice(at))?.[0].length ?? 0;
    if (index > 0 && gap === 0) return null;
    at += index > 0 ? gap : 0;
    if (!line.startsWith(word, at)) return null;
    at += word.length;
  }
  return at;
}
