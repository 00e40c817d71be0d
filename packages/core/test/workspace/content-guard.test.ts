import { describe, expect, it } from 'vitest';
import { checkContent, fileLimitBytes, hiddenCharacter } from '../../src/workspace/guard/content-guard.ts';

const refusedBy = (rule: string): unknown =>
  expect.objectContaining({ code: 'ARTEMIS_E_CONTENT_REFUSED', facts: expect.objectContaining({ rule }) });

describe('checkContent', () => {
  it('C08: refuses a NUL byte and half a surrogate pair', () => {
    expect(() => checkContent('a', 'x\0y')).toThrow(refusedBy('nul'));
    expect(() => checkContent('a', 'x\udc00y')).toThrow(refusedBy('broken-unicode'));
  });

  it('refuses more bytes than are ever read back', () => {
    expect(() => checkContent('a', 'é'.repeat(fileLimitBytes / 2 + 1))).toThrow(refusedBy('too-large'));
    expect(() => checkContent('a', 'é'.repeat(fileLimitBytes / 2))).not.toThrow();
  });
});

describe('hiddenCharacter', () => {
  it.each([
    ['\u202e', 'U+202E'],
    ['\u2066', 'U+2066'],
    ['\u200b', 'U+200B'],
    ['\u{e0041}', 'U+E0041'],
    ['\u3164', 'U+3164'],
    ['\u00ad', 'U+00AD'],
  ])('C08: finds %j with its line', (character, codePoint) => {
    expect(hiddenCharacter(`one\ntwo ${character}\n`)).toEqual({ line: 2, codePoint });
  });

  it('C08: accepts a byte order mark at the start, but not later', () => {
    expect(hiddenCharacter('\ufeffone')).toBeNull();
    expect(hiddenCharacter('\ufeffone\n\ufefftwo')).toEqual({ line: 2, codePoint: 'U+FEFF' });
  });

  it('accepts emoji sequences and ordinary text of any script', () => {
    expect(hiddenCharacter('👩‍💻 👨🏽‍🚀 ❤️ émoji 文字 עברית\r\n\tx')).toBeNull();
  });
});
