import { dropContext } from './drop-context.ts';
import { findElided } from './find-elided.ts';
import { findExactly } from './find-exactly.ts';
import { findInLine } from './find-in-line.ts';
import { findLines } from './find-lines.ts';
import { nearestLines } from './nearest-lines.ts';
import { plainSigns } from './plain-signs.ts';
import { placeholderIn } from './placeholder.ts';
import { replaceAt, type EditPair, type FindReplacements, type Replacement } from './replacement.ts';
import { isBlank } from './text-lines.ts';
import { unwrapEdit } from './unwrap-edit.ts';

/** An edit as a model asks for it. */
export interface TextEdit extends EditPair {
  /** Replaces every place instead of demanding that there is one. Default: false. */
  readonly all?: boolean | undefined;
}

/** Why an edit was not done. */
export type EditRefusal = 'absent' | 'ambiguous' | 'nothing-to-find' | 'placeholder' | 'too-long' | 'unchanged';

/** What became of an edit. A refused one changes nothing. */
export type EditOutcome =
  | { readonly kind: 'applied'; readonly text: string; readonly how: 'exact' | 'tolerant' | 'whole-file'; readonly places: number }
  | { readonly kind: 'refused'; readonly rule: EditRefusal; readonly reason: string };

const maxEditChars = 500_000;

/**
 * Does an edit on the text of a file: as it is written; else allowing for what models get wrong, strictest first; a file that is
 * absent or blank is written whole. One place has to fit: none or several are refused with what the model needs to ask better.
 *
 * @param text - The file; `null` when there is none.
 */
export function editText(text: string | null, edit: TextEdit): EditOutcome {
  if (edit.old.length + edit.new.length > maxEditChars) return refuse('too-long', `An edit may have ${maxEditChars} characters.`);
  const promised = placeholderIn(edit.new, edit.old);
  if (promised !== null) return refuse('placeholder', `The line ${JSON.stringify(promised)} stands for code. Write the code itself.`);
  if (edit.old.trim() === '') return writeWhole(text, edit);
  if (text === null) return refuse('absent', 'There is no such file. Use write to make it.');
  if (edit.old === edit.new) return refuse('unchanged', 'Old and new text are the same.');
  return replaceOne(text, edit) ?? notFound(text, edit);
}

function writeWhole(text: string | null, { new: wanted }: TextEdit): EditOutcome {
  const blank = text === null || text.trim() === '';
  if (blank && wanted.trim() !== '') return { kind: 'applied', text: wanted, how: 'whole-file', places: 1 };
  return refuse('nothing-to-find', 'Say in "old" which text of the file to replace, or give the whole file with write.');
}

const collapse = (line: string): string => line.trim().replace(/\s+/g, ' ');
/** Whole lines, whichever quotes and dashes either side has. An edit that was quoted in fancy signs does not write them. */
const findPlain = (normalise: (line: string) => string, options?: { readonly skipBlank: boolean }): FindReplacements => {
  const find = findLines((line) => normalise(plainSigns(line)), options);
  return (text, { old, new: wanted }) => find(text, { old, new: plainSigns(old) === old ? wanted : plainSigns(wanted) });
};

/** What may differ between the old text and the file, the least first. */
const finders: readonly FindReplacements[] = [
  findExactly,
  findLines((line) => line.trimEnd()),
  findPlain((line) => line.trimEnd()),
  findLines((line) => line.trim()),
  findPlain(collapse),
  findInLine,
  findPlain(collapse, { skipBlank: true }),
  findPlain((line) => line.replace(/\s+/g, '')),
  findElided,
];

function replaceOne(text: string, edit: TextEdit): EditOutcome | null {
  for (const [variants, tolerance] of [
    [unwrapEdit(edit), finders],
    [unwrapEdit(edit).flatMap(dropContext), finders.slice(0, 4)],
  ] as const) {
    for (const variant of variants) {
      for (const find of tolerance) {
        const places = wholeLineOnly(text, find(text, variant));
        if (places.length > 0) return settle(text, edit, places, find === findExactly && variant === edit);
      }
    }
  }
  return null;
}

/** `x = 1` also stands in `x = 10`: where just one of several places is made of whole lines, that one is meant. */
function wholeLineOnly(text: string, places: readonly Replacement[]): readonly Replacement[] {
  if (places.length < 2) return places;
  const whole = places.filter(
    ({ start, end }) =>
      isBlank(text.slice(start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1, start)) && isBlank(restOfLine(text, end)),
  );
  return whole.length === 1 ? whole : places;
}

function restOfLine(text: string, from: number): string {
  if (text[from - 1] === '\n') return '';
  const feed = text.indexOf('\n', from);
  return text.slice(from, feed === -1 ? text.length : feed);
}

function settle(text: string, { all }: TextEdit, places: readonly Replacement[], exact: boolean): EditOutcome {
  if (places.length > 1 && !all) {
    const lines = places.slice(0, 5).map(({ start }) => text.slice(0, start).split('\n').length);
    return refuse(
      'ambiguous',
      `The old text stands ${places.length} times, at lines ${lines.join(', ')}. Quote more lines around the one you mean, or set "all".`,
    );
  }
  const edited = replaceAt(text, places);
  if (edited === text) return refuse('unchanged', 'The file has the new text already.');
  return { kind: 'applied', text: edited, how: exact ? 'exact' : 'tolerant', places: places.length };
}

function notFound(text: string, edit: TextEdit): EditOutcome {
  if (edit.new.trim().length > 20 && text.includes(edit.new.trim()))
    return refuse('unchanged', 'The file has the new text already, and the old text no more.');
  const nearest = nearestLines(text, edit.old);
  const where = nearest
    ? ` Most alike, from line ${nearest.line}:\n${nearest.lines.join('\n')}`
    : ' Nothing in the file is like it; read it again.';
  return refuse('absent', `The old text is not in the file.${where}`);
}

const refuse = (rule: EditRefusal, reason: string): EditOutcome => ({ kind: 'refused', rule, reason });
