import fc from 'fast-check';
import { posix, win32 } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkPath, isSafePath, splitPath } from '../../src/workspace/guard/path-guard.ts';

const ruleOf = (path: string): unknown => {
  try {
    checkPath(path);
    return 'accepted';
  } catch (error) {
    expect(error).toMatchObject({ code: 'ARTEMIS_E_PATH_REFUSED' });
    return (error as { facts: Record<string, unknown> }).facts['rule'];
  }
};

describe('checkPath', () => {
  it.each([
    'a',
    'src/index.ts',
    'src/[id]/page.tsx',
    '(group)/+page.svelte',
    '.gitignore',
    'a b/c d.txt',
    'Ünïcödé/文件.ts',
    '$route.tsx',
    'a/-b',
    'x~y',
    'a..b',
    '@scope/p',
  ])('accepts %j', (path) => {
    expect(checkPath(path)).toBe(path);
  });

  it.each(['../x', 'a/../../x', './../x', '..', '.', './a', 'a/./b', 'a/..', '...', 'a/.../b'])(
    'S01: refuses the dot segment in %j',
    (path) => {
      expect(ruleOf(path)).toBe('dot-segment');
    },
  );

  it.each([
    ['/etc/passwd', 'absolute'],
    ['//server/share', 'absolute'],
    ['~/.bashrc', 'option-or-home'],
    ['-rf', 'option-or-home'],
    ['', 'empty'],
    ['a//b', 'empty-segment'],
    ['a/', 'empty-segment'],
  ])('S02: refuses %j by the rule %s', (path, rule) => {
    expect(ruleOf(path)).toBe(rule);
  });

  it.each([
    'C:\\x',
    'C:x',
    'C:/x',
    '\\\\srv\\s',
    '\\\\?\\C:\\x',
    '..\\x',
    'a\\..\\..\\x',
    'a.txt:stream',
    '.git::$INDEX_ALLOCATION',
    'a*',
    'a?',
    'a<b',
    'a|b',
    'a"b',
  ])('S03: refuses the Windows form %j on every system', (path) => {
    expect(ruleOf(path)).toBe('windows-form');
  });

  it.each(['CON', 'nul', 'NUL.txt', 'src/aux.c', 'com1', 'COM¹.log', 'lpt9', 'con .txt', 'CONIN$'])(
    'S03: refuses the device name %j',
    (path) => {
      expect(ruleOf(path)).toBe('reserved-name');
    },
  );

  it.each(['GIT~1', 'git~2/config', 'PROGRA~1.EXE'])('S10: refuses the short name %j', (path) => {
    expect(ruleOf(path)).toBe('short-name');
  });

  it.each(['a.', 'a ', ' a', 'src./b', '.git ', '.git.'])('S03: refuses %j, which some systems store under another name', (path) => {
    expect(ruleOf(path)).toBe('trailing-dot-or-space');
  });

  it.each(['a\0b', 'a\nb', 'a\tb', 'a\u001b[31mb', 'a\u007f', 'a\u0085b'])('S04: refuses the control character in %j', (path) => {
    expect(ruleOf(path)).toBe('control-character');
  });

  it.each([
    'a\u200bb',
    '.g\u200cit/config',
    'a\u202etxt.exe',
    'a\u2066b',
    '\ufeffa',
    'a\u00a0b',
    'a\u3000b',
    'a\u3164',
    'a\u00adb',
    'a\u2028b',
    'a\ue000b',
    'a\u2800b',
  ])('S06: refuses the invisible character in %j', (path) => {
    expect(ruleOf(path)).toBe('invisible-character');
  });

  it('S06: refuses a name that is not in form NFC, and accepts its NFC twin', () => {
    expect(ruleOf('e\u0301.ts')).toBe('not-normalized');
    expect(ruleOf('\u00e9.ts')).toBe('accepted');
  });

  it.each([
    ['\uff0e\uff0e/x', 'dot-segment'],
    ['a/\u2025/x', 'dot-segment'],
    ['a\uff0fb', 'look-alike'],
    ['a\uff1ab', 'look-alike'],
  ])('S06: refuses %j, whose plain form is harmful', (path, rule) => {
    expect(ruleOf(path)).toBe(rule);
  });

  it('S04: refuses half a surrogate pair', () => {
    expect(ruleOf('a\ud800')).toBe('broken-unicode');
  });

  it('F14: refuses a name above 255 bytes and a path above 4096 bytes, and accepts both limits', () => {
    expect(ruleOf('é'.repeat(128))).toBe('name-too-long');
    expect(ruleOf('a'.repeat(255))).toBe('accepted');
    expect(ruleOf('a/'.repeat(2_048) + 'a')).toBe('too-long');
    expect(ruleOf('a/'.repeat(2_047) + 'aa')).toBe('accepted');
  });

  it('keeps a hostile path out of its error in full length', () => {
    expect(() => checkPath(`${'x'.repeat(1_000_000)}\ud800`)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/^.{1,500}$/) }),
    );
  });

  it('S01: lets no path through that leaves the folder on any system', () => {
    const part = fc.oneof(
      fc.constantFrom(
        '..',
        '.',
        '',
        'a',
        '.git',
        'CON',
        'C:',
        '\\',
        '/',
        '//',
        '\0',
        '\u202e',
        '\uff0e\uff0e',
        '~',
        ' ',
        'a.',
        '%2e%2e',
        '\u2024',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    );
    const path = fc
      .array(part, { maxLength: 6 })
      .chain((parts) => fc.constantFrom('/', '\\', '').map((separator) => parts.join(separator)));
    let accepted = 0;
    fc.assert(
      fc.property(path, (candidate) => {
        if (!isSafePath(candidate)) return;
        accepted += 1;
        expect(posix.normalize(candidate)).toBe(candidate);
        expect(posix.join('/srv/ws', candidate).startsWith('/srv/ws/')).toBe(true);
        expect(win32.resolve('C:\\ws', candidate).startsWith('C:\\ws\\')).toBe(true);
        expect(candidate.normalize('NFC')).toBe(candidate);
        expect(candidate).toBe(candidate.toWellFormed());
        expect(/[\p{Cc}\p{Cf}\\:]/u.test(candidate)).toBe(false);
        const { folders, name } = splitPath(candidate);
        expect([...folders, name].every((segment) => segment !== '' && Buffer.byteLength(segment) <= 255)).toBe(true);
      }),
      { numRuns: 20_000, seed: 3 },
    );
    expect(accepted).toBeGreaterThan(500);
  });

  it('S37: answers within a second for ten megabytes of anything', () => {
    for (const unit of ['/', '.', 'a/', '~1', ' ', '\u200b']) expect(isSafePath(unit.repeat(10_000_000 / unit.length))).toBe(false);
  }, 6_000);
});
