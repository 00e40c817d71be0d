import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editText } from '../../../src/developer/edit/edit-text.ts';
import { editCorpus, type EditCase } from './edit-corpus.ts';

const outcomeOf = ({ file, old, new: wanted, all }: EditCase) => {
  const outcome = editText(file, { old, new: wanted, all });
  return outcome.kind === 'applied' ? outcome.text : { refused: outcome.rule };
};

describe('the corpus of malformed edits', () => {
  for (const [group, cases] of Object.entries(editCorpus)) {
    it.each(cases)(`${group}: $title`, (edit) => {
      expect(outcomeOf(edit)).toEqual(edit.expect);
    });
  }

  it('holds at least 60 edits', () => {
    expect(Object.values(editCorpus).flat().length).toBeGreaterThanOrEqual(60);
  });
});

describe('editText', () => {
  it('calls an edit exact only when nothing was allowed for', () => {
    expect(editText('a  b\n', { old: 'a  b', new: 'c' })).toMatchObject({ how: 'exact' });
    expect(editText('a  b\n', { old: 'a b', new: 'c' })).toMatchObject({ how: 'tolerant' });
    expect(editText(null, { old: '', new: 'c' })).toMatchObject({ how: 'whole-file' });
  });

  it('quotes the most alike lines when the old text is absent', () => {
    const outcome = editText('one\nconst limit = readLimit();\nthree\n', { old: 'const limit = readLimits(5);', new: 'x' });
    expect(outcome).toMatchObject({ kind: 'refused', rule: 'absent' });
    expect(JSON.stringify(outcome)).toContain('const limit = readLimit();');
  });

  it('names the lines of an ambiguous edit', () => {
    const outcome = editText('a\nb\na\n', { old: 'a', new: 'c' });
    expect(JSON.stringify(outcome)).toContain('lines 1, 3');
  });

  it('changes nothing outside the place it found', () => {
    const line = fc.stringMatching(/^[ \t]{0,4}[a-z(){};=. ]{0,12}$/);
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 12 }),
        fc.nat(),
        fc.nat(),
        fc.array(line, { maxLength: 3 }),
        (lines, from, count, wanted) => {
          const text = lines.map((one) => `${one}\n`).join('');
          const start = from % lines.length;
          const quoted = lines.slice(start, start + 1 + (count % 3));
          const outcome = editText(text, { old: quoted.join('\n'), new: wanted.join('\n') });
          if (outcome.kind === 'refused') return;
          const before = lines
            .slice(0, start)
            .map((one) => `${one}\n`)
            .join('');
          const behind = lines
            .slice(start + quoted.length)
            .map((one) => `${one}\n`)
            .join('');
          // A unique exact text stands where it was taken from; any other hit must still keep one side of the file.
          if (outcome.how === 'exact') expect(outcome.text.startsWith(before) && outcome.text.endsWith(behind)).toBe(true);
        },
      ),
    );
  });

  it('never throws and never applies an edit without a trace of its new text', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 200 }),
        fc.string({ maxLength: 60 }),
        fc.string({ maxLength: 60 }),
        fc.boolean(),
        (text, old, wanted, all) => {
          const outcome = editText(text, { old, new: wanted, all });
          expect(outcome.kind === 'applied' ? outcome.text !== text : outcome.reason.length > 0).toBe(true);
        },
      ),
    );
  });

  it('answers within a moment on long lines and many blanks', () => {
    const hostile = `${' '.repeat(100_000)}x\n${'\n'.repeat(100_000)}${'a '.repeat(50_000)}\n`;
    expect(editText(hostile, { old: `${'\n'.repeat(50_000)}q${' '.repeat(50_000)}z`, new: 'y' })).toMatchObject({ kind: 'refused' });
  });
});
