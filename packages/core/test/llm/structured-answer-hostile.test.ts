import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { askInTurn, reference, referenceText, whole } from './structured.ts';

describe('C06: hostile JSON', () => {
  it.each([
    ['nested 100 000 deep', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['opened 100 000 times', '{"a":'.repeat(100_000)],
    ['nested 65 deep', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`],
    ['nested 100 000 deep and broken', '[{,'.repeat(100_000)],
  ])('%s is refused', async (_what, text) => {
    const { result } = await askInTurn([text], { maxRepairs: 0 });

    expect(result.error).toMatchObject({ code: 'ARTEMIS_E_INVALID_ANSWER' });
  });

  it('with a million keys is read in bounded time', async () => {
    const text = `{${Array.from({ length: 1_000_000 }, (_, index) => `"k${index}":0`).join(',')}}`;

    expect((await askInTurn([text], { maxRepairs: 0 })).result.error).toMatchObject({ code: 'ARTEMIS_E_INVALID_ANSWER' });
  });

  it('with __proto__ keys pollutes nothing', async () => {
    const text = referenceText
      .replace('{', '{"__proto__":{"polluted":true},')
      .replace('"implementation":{', '"implementation":{"__proto__":{"filename":"/etc/passwd"},');
    const { result } = await askInTurn([text], { schema: async () => z.looseObject({ implementation: z.looseObject({}) }) });

    expect(Object.keys(result.value)).not.toContain('__proto__');
    expect(Object.hasOwn(result.value.implementation, '__proto__')).toBe(false);
    expect(({} as any).polluted).toBeUndefined();
  });

  it.each(['{', '[', '"', '{"', '[{"a":"', '} {', '</think>{'])('S37: 2 MB of %s are searched in linear time', async (unit) => {
    const { result } = await askInTurn([unit.repeat(Math.floor(2_000_000 / unit.length))], { maxRepairs: 0 });

    expect(result.error).toMatchObject({ code: 'ARTEMIS_E_INVALID_ANSWER' });
  });
});

describe('C08: text that cannot be written as it stands', () => {
  it.each([
    ['NUL', 'a\0b'],
    ['half a surrogate pair', 'a\ud800b'],
  ])('%s is refused by the name of its field', async (_what, content) => {
    const { result, reasons } = await askInTurn([JSON.stringify({ ...reference, tests: { filename: 'f', content } }), referenceText]);

    expect(result.repairs).toBe(1);
    expect(reasons[0]).toContain('tests.content');
  });

  it('any other text comes through unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (content) => {
        fc.pre(!content.includes('\0'));
        const answer = { ...reference, implementation: { filename: 'f', content } };
        expect((await askInTurn([JSON.stringify(answer)])).result.value).toEqual(answer);
      }),
    );
  });
});

it('any text at all ends in a value that fits or in ARTEMIS_E_INVALID_ANSWER', async () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '\\',
    '```',
    '"implementation"',
    '"filename"',
    '"content"',
    '"tests"',
    'null',
    '1',
    ' ',
    '\n',
    referenceText.slice(0, 90),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((parts) => parts.join('')),
      ),
      async (text) => {
        const { result } = await askInTurn([text]);
        expect(result.error?.code ?? whole.safeParse(result.value).success).toBeOneOf(['ARTEMIS_E_INVALID_ANSWER', true]);
      },
    ),
    { numRuns: 2_000 },
  );
});
