import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endsInRepetition, RepetitionDetector } from '../../src/llm/answer/repetition-detector.ts';

/** Text that does not repeat itself for long. */
const prose = (chars: number): string =>
  Array.from({ length: Math.ceil(chars / 6) }, (_, index) => (((index + 1) * 7_919) % 99_991).toString(36).padEnd(6))
    .join('')
    .slice(0, chars);

describe('a text that ends in one repeated phrase', () => {
  it('is found out whatever the phrase and whatever came before', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 900 }), fc.integer({ min: 0, max: 5_000 }), (phrase, before) => {
        return endsInRepetition(prose(before) + phrase.repeat(Math.ceil(5_200 / phrase.length)));
      }),
    );
  });

  it('is found out even when it stops in the middle of the phrase', () => {
    expect(endsInRepetition(`${'I will now write the file. '.repeat(200)}I will no`)).toBe(true);
  });

  it.each([
    ['spaces', ' '],
    ['line breaks', '\n'],
    ['a long paragraph', prose(1_000)],
  ])('is found out for %s', (_what, phrase) => {
    expect(endsInRepetition(phrase.repeat(Math.ceil(6_000 / phrase.length)))).toBe(true);
  });
});

describe('an honest text', () => {
  it('is left alone, whatever its length', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 100_000 }), (chars) => !endsInRepetition(prose(chars))));
  });

  it.each([
    ['a table of 1 000 zeros', `const table = [${'0, '.repeat(1_000)}];`],
    ['a rule of 2 000 dashes', '-'.repeat(2_000)],
    ['numbered lines', Array.from({ length: 2_000 }, (_, index) => `item ${index}: done\n`).join('')],
    ['a repeated phrase that has ended', `${'ha '.repeat(5_000)}${prose(5_000)}`],
  ])('is left alone with %s', (_what, text) => {
    expect(endsInRepetition(text)).toBe(false);
  });
});

describe('a detector', () => {
  it('speaks up within 7 000 characters of the repetition, however the text is cut into parts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 20_000 }), (partChars, before) => {
        const detector = new RepetitionDetector();
        const text = prose(before) + 'The same words again. '.repeat(1_000);
        for (let at = 0; at < text.length; at += partChars) {
          if (detector.push(text.slice(at, at + partChars))) return at > before && at < before + 7_000;
        }
        return false;
      }),
    );
  });

  it('stays silent over 1 MB of honest text, in linear time', () => {
    const detector = new RepetitionDetector();
    const text = prose(1_000_000);
    let alarms = 0;

    for (let at = 0; at < text.length; at += 10) if (detector.push(text.slice(at, at + 10))) alarms++;

    expect(alarms).toBe(0);
  });
});
