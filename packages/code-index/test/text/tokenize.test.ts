import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitIdentifier, tokenize } from '../../src/index.ts';

describe('splitIdentifier', () => {
  it.each([
    ['camelCase', ['camel', 'case']],
    ['PascalCase', ['pascal', 'case']],
    ['snake_case', ['snake', 'case']],
    ['SCREAMING_SNAKE', ['screaming', 'snake']],
    ['HTTPServer2', ['http', 'server', '2']],
    ['parseHTMLPage', ['parse', 'html', 'page']],
    ['sha256Of', ['sha', '256', 'of']],
    ['$private', ['private']],
    ['größeÄndern', ['größe', 'ändern']],
    ['读取', ['读取']],
    ['__', []],
  ])('splits %s', (identifier, parts) => {
    expect(splitIdentifier(identifier)).toEqual(parts);
  });

  it('loses no letter and no digit', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_$]{0,40}$/), (identifier) => {
        expect(splitIdentifier(identifier).join('')).toBe(identifier.replace(/[_$]/g, '').toLowerCase());
      }),
    );
  });
});

describe('tokenize', () => {
  it('gives the parts of identifiers and the whole', () => {
    expect(tokenize('const clock = new FakeClock(start_ms);')).toEqual([
      'const',
      'clock',
      'new',
      'fakeclock',
      'fake',
      'clock',
      'startms',
      'start',
      'ms',
    ]);
  });

  it('finds a name whichever way it is written', () => {
    const [camel] = tokenize('parseHttpHeader');
    expect(tokenize('parse_http_header')).toContain(camel);
  });

  it('leaves out single characters and endless runs', () => {
    expect(tokenize(`a 7 ${'x'.repeat(500)} ok`)).toEqual(['ok']);
  });

  it('takes any text, and gives only lower-case words of bounded length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        for (const word of tokenize(text)) {
          expect(word).toBe(word.toLowerCase());
          expect(word.length).toBeGreaterThan(1);
          expect(word.length).toBeLessThanOrEqual(64 * 3);
        }
      }),
    );
  });

  it.each(['A', 'a', 'Aa', '_', 'aA1', ' ', '\u0000', 'Ä', '"'])('S37: is linear in ten megabytes of %j', (unit) => {
    const words = tokenize(unit.repeat(10_000_000 / unit.length));
    expect(words.length).toBeLessThan(10_000_000);
  });
});
