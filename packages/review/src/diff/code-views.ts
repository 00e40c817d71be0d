import { languageOf, type Language } from './language.ts';

/** A text with some of its parts blanked; lines and columns stay where they are. */
export interface CodeViews {
  /** Without comments, and strings without what they hold. */
  readonly code: readonly string[];
  /** Without comments. */
  readonly uncommented: readonly string[];
  /** Nothing but comments. */
  readonly comments: readonly string[];
}

/** A comment, or what a string holds. */
interface Span {
  readonly kind: 'comment' | 'string';
  readonly from: number;
  readonly to: number;
  /** Where the code goes on. */
  readonly next: number;
}

/** Where a value may begin, so that `/` begins a pattern. */
const beforeValue = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|yield|await|do|else))$/;
/** A longer one is taken for a division: looking on from each sign would take quadratic time. */
const longestPattern = 1_000;
const character = /'(?:\\[^\n]{1,8}?|[^'\\\n])'/y;

/** Tells code, strings and comments apart: not as a parser does, but in one pass, and never out of step for longer than a string. */
export function codeViews(path: string, lines: readonly string[]): CodeViews {
  const language = languageOf(path);
  if (!language) return { code: lines, uncommented: lines, comments: lines };
  const text = lines.join('\n');
  const spans = spansOf(text, language);
  const comments = spans.filter(({ kind }) => kind === 'comment');
  return {
    code: blank(text, spans).split('\n'),
    uncommented: blank(text, comments).split('\n'),
    comments: blank(text, between(comments, text.length)).split('\n'),
  };
}

function spansOf(text: string, language: Language): readonly Span[] {
  const spans: Span[] = [];
  for (let place = 0; place < text.length;) {
    const span = spanAt(text, place, language);
    if (span) spans.push(span);
    place = span ? span.next : place + 1;
  }
  return spans;
}

function spanAt(text: string, from: number, language: Language): Span | undefined {
  const sign = text.charAt(from);
  if (language.lineComments.some((start) => text.startsWith(start, from)) && isCommentPlace(text, from)) {
    return comment(from, endOfLine(text, from));
  }
  if (language.hasBlockComments && text.startsWith('/*', from)) return comment(from, endAfter(text, '*/', from + 2));
  const long = language.longQuotes.find((quote) => text.startsWith(quote, from));
  if (long !== undefined) return stringSpan(text, from, long, true);
  if (language.quotes.includes(sign)) return stringSpan(text, from, sign, false);
  if (language.hasCharacters && sign === "'") return characterSpan(text, from);
  return language.hasPatterns && sign === '/' ? patternSpan(text, from) : undefined;
}

/** In a shell `#` begins a comment only at the beginning of a word. */
const isCommentPlace = (text: string, from: number): boolean =>
  text.charAt(from) !== '#' || from === 0 || /[\s;]/.test(text.charAt(from - 1));

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function endAfter(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end < 0 ? text.length : end + mark.length;
}

/** @param mayWrap - Whether the string may go on behind the end of its line. */
function stringSpan(text: string, from: number, quote: string, mayWrap: boolean): Span {
  const start = from + quote.length;
  for (let place = start; place < text.length; place++) {
    const sign = text.charAt(place);
    if (sign === '\n' && !mayWrap) return { kind: 'string', from: start, to: place, next: place };
    if (sign === '\\' && text.charAt(place + 1) !== '\n') place++;
    else if (text.startsWith(quote, place)) return { kind: 'string', from: start, to: place, next: place + quote.length };
  }
  return { kind: 'string', from: start, to: text.length, next: text.length };
}

function characterSpan(text: string, from: number): Span | undefined {
  character.lastIndex = from;
  const next = character.test(text) ? character.lastIndex : undefined;
  return next === undefined ? undefined : { kind: 'string', from: from + 1, to: next - 1, next };
}

function patternSpan(text: string, from: number): Span | undefined {
  if (!beforeValue.test(text.slice(Math.max(0, from - 12), from).trimEnd())) return undefined;
  let inClass = false;
  const limit = Math.min(text.length, from + longestPattern);
  for (let place = from + 1; place < limit; place++) {
    const sign = text.charAt(place);
    if (sign === '\n') return undefined;
    if (sign === '\\') place++;
    else if (sign === '[') inClass = true;
    else if (sign === ']') inClass = false;
    else if (sign === '/' && !inClass) return { kind: 'string', from: from + 1, to: place, next: place + 1 };
  }
  return undefined;
}

const comment = (from: number, to: number): Span => ({ kind: 'comment', from, to, next: to });

/** What is not in the comments. */
function between(comments: readonly Span[], length: number): readonly Span[] {
  const starts = [0, ...comments.map(({ to }) => to)];
  return starts.map((from, index) => comment(from, comments[index]?.from ?? length));
}

/** Blanks the spans. The quotes of a string stay. */
function blank(text: string, spans: readonly Span[]): string {
  const pieces: string[] = [];
  let kept = 0;
  for (const { from, to } of spans) {
    pieces.push(text.slice(kept, from), text.slice(from, to).replace(/[^\n]/g, ' '));
    kept = to;
  }
  return [...pieces, text.slice(kept)].join('');
}
