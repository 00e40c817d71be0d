import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeViews } from '../../src/diff/code-views.ts';

const code = (path: string, text: string): string => codeViews(path, text.split('\n')).code.join('\n');

describe('codeViews', () => {
  it.each([
    ['a.js', "call('eval(x)'); // eval(y)", "call('       ');           "],
    ['a.js', 'const a = `x\n${y}`; b();', 'const a = ` \n    `; b();'],
    ['a.js', '/* a\nb */ c();', '    \n     c();'],
    ['a.js', 'x = /[/"]/.test(y); z();', 'x = /    /.test(y); z();'],
    ['a.js', 'x = a / b / c; // d', 'x = a / b / c;     '],
    ['a.js', "it's = broken\nnext();", "it'          \nnext();"],
    ['a.py', 'x = "#"  # eval()\n"""eval()\n"""\ny()', 'x = " "          \n"""      \n"""\ny()'],
    ['a.rs', "fn f<'a>(x: &'a str) { c('\\'') }", "fn f<'a>(x: &'a str) { c('  ') }"],
    ['a.sh', 'echo ${#list} # count', 'echo ${#list}        '],
  ])('%s: %j', (path, text, expected) => {
    expect(code(path, text)).toBe(expected);
  });

  it('leaves texts in unknown languages as they are', () => {
    expect(codeViews('a.txt', ['// a "b"'])).toEqual({ code: ['// a "b"'], uncommented: ['// a "b"'], comments: ['// a "b"'] });
  });

  it('keeps lines and columns, whatever the text', () => {
    const sign = fc.constantFrom("'", '"', '`', '/', '*', '#', '\\', '\n', 'a', ' ', '[', ']', '(', '"""');
    const text = fc.array(sign, { maxLength: 60 }).map((signs) => signs.join(''));
    fc.assert(
      fc.property(text, fc.constantFrom('a.ts', 'a.py', 'a.rs', 'a.go', 'a.php'), (source, path) => {
        const lines = source.split('\n');
        for (const view of Object.values(codeViews(path, lines)))
          expect(view.map((line: string) => line.length)).toEqual(lines.map(({ length }) => length));
      }),
    );
  });
});
