import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sanitizeLine, sanitizeText } from '../../src/errors/sanitize-text.ts';

// oxlint-disable-next-line no-control-regex
const dangerous = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]/;

it.each([
  ['colours', '\u001b[31mred\u001b[0m', 'red'],
  ['a clipboard write', 'a\u001b]52;c;aGk=\u0007b', 'ab'],
  ['a hyperlink', '\u001b]8;;http://evil\u001b\\text\u001b]8;;\u001b\\', 'text'],
  ['eight-bit sequences', 'a\u009b2Jb', 'ab'],
  ['a carriage return that hides a line', 'safe\rrm -rf', 'saferm -rf'],
  ['reordering marks', 'a\u202ec', 'ac'],
])('C09: takes out %s', (_what, text, clean) => {
  expect(sanitizeText(text)).toBe(clean);
});

it('C09: leaves nothing that a terminal obeys, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.integer({ min: 1, max: 50 }),
      (text, limit) => !dangerous.test(sanitizeText(text, limit)) && sanitizeText(text, limit).length <= limit,
    ),
  );
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('\u001b', ']', '[', '52;c;', '8;;', '\u0007', '\\', '2J', '\u009b', 'm', '\r', 'x')),
      (parts) => !dangerous.test(sanitizeText(parts.join(''))),
    ),
  );
});

it('keeps tabs, line breaks and every other sign', () => {
  expect(sanitizeText('a\tb\nc é 🚀 中')).toBe('a\tb\nc é 🚀 中');
});

it('cuts long text and says so', () => {
  expect(sanitizeText('x'.repeat(300), 200)).toBe(`${'x'.repeat(199)}…`);
});

it('never cuts a sign in two', () => {
  expect(sanitizeText('🚀'.repeat(10), 4).isWellFormed()).toBe(true);
});

it('puts text on one line', () => {
  expect(sanitizeLine('  two\n  lines\t here ')).toBe('two lines here');
});
