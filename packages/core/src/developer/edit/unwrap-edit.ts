import { splitLines } from './find-lines.ts';
import type { EditPair } from './replacement.ts';
import { isBlank } from './text-lines.ts';

/** What a model wrapped around an edit that the file does not have, taken off step by step. The edit itself comes first. */
export function unwrapEdit(edit: EditPair): readonly EditPair[] {
  const variants = [edit];
  for (const unwrap of [withoutFences, withoutLineNumbers, withoutDiffMarks, withoutEscapes, withoutEntities, withoutBlankEdges]) {
    const bare = unwrap(variants.at(-1) ?? edit);
    if (bare && bare.old.trim() !== '') variants.push(bare);
  }
  return variants;
}

type Unwrap = (edit: EditPair) => EditPair | null;

const fenced = /^\s*(?:```|~~~)[^\n]*\n([\s\S]*?)\n?(?:```|~~~)\s*$/;

const withoutFences: Unwrap = ({ old, new: wanted }) => {
  const inner = fenced.exec(old)?.[1];
  return inner === undefined ? null : { old: inner, new: fenced.exec(wanted)?.[1] ?? wanted };
};

const lineNumber = /^\s*(?:L?\d{1,6})(?:\s*[|:→]\s?|\t)/;

const withoutLineNumbers: Unwrap = ({ old, new: wanted }) => {
  const lines = splitLines(old);
  if (!lines.every((line) => isBlank(line) || lineNumber.test(line))) return null;
  const strip = (line: string): string => line.replace(lineNumber, '');
  const numbered = lines.filter((line) => !isBlank(line));
  // `1: 2` may be the data itself: numbers that do not count up are no line numbers.
  if (!countsUp(numbered.map((line) => Number(/\d+/.exec(line)?.[0])))) return null;
  return { old: lines.map(strip).join('\n'), new: splitLines(wanted).map(strip).join('\n') };
};

const countsUp = (numbers: readonly number[]): boolean =>
  numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));

const withoutDiffMarks: Unwrap = ({ old, new: wanted }) => {
  const before = unmark(old, '-');
  if (before === null) return null;
  return { old: before, new: unmark(wanted, '+') ?? wanted };
};

/** The lines of one side of a diff, without their first column; `null` when this is no diff. */
function unmark(text: string, mark: '-' | '+'): string | null {
  const lines = splitLines(text).filter((line) => !/^(?:@@|---|\+\+\+)(?: |$)/.test(line));
  const isDiff = lines.some((line) => line.startsWith(mark)) && lines.every((line) => line === '' || line[0] === ' ' || line[0] === mark);
  return isDiff ? lines.map((line) => line.slice(1)).join('\n') : null;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '', t: '\t', '"': '"', "'": "'", '`': '`', '\\': '\\' };
const unescape = (text: string): string => text.replace(/\\([nrt"'`\\])/g, (_, letter: string) => escapes[letter] ?? letter);

/** JSON text that was escaped once too often. */
const withoutEscapes: Unwrap = ({ old, new: wanted }) => {
  const oneLine = !old.includes('\n') && old.includes('\\n');
  if (!oneLine && !/\\["'`]/.test(old)) return null;
  const meant = oneLine ? unescape : (text: string): string => text.replace(/\\(["'`])/g, '$1');
  return { old: meant(old), new: wanted.includes('\n') && oneLine ? wanted : meant(wanted) };
};

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", '#39': "'" };
const decode = (text: string): string => text.replace(/&(lt|gt|amp|quot|apos|#39);/g, (_, name: string) => entities[name] ?? '');

const withoutEntities: Unwrap = ({ old, new: wanted }) => (decode(old) === old ? null : { old: decode(old), new: decode(wanted) });

const withoutBlankEdges: Unwrap = ({ old, new: wanted }) => {
  const bare = innerLines(old);
  return bare === old ? null : { old: bare, new: innerLines(wanted) };
};

function innerLines(text: string): string {
  const lines = splitLines(text);
  const first = lines.findIndex((line) => !isBlank(line));
  const last = lines.findLastIndex((line) => !isBlank(line));
  return first === -1 ? '' : lines.slice(first, last + 1).join('\n');
}
