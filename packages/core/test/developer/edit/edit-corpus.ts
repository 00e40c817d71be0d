import type { EditRefusal } from '../../../src/developer/edit/edit-text.ts';

/** One edit as a model really writes it, and what must become of it. */
export interface EditCase {
  readonly title: string;
  readonly file: string | null;
  readonly old: string;
  readonly new: string;
  readonly all?: boolean;
  /** The whole file afterwards, or why the edit is refused. */
  readonly expect: string | { readonly refused: EditRefusal };
}

const js = `import { readFile } from 'node:fs/promises';

export async function load(path) {
  const text = await readFile(path, 'utf8');
  if (text === '') {
    return null;
  }
  return JSON.parse(text);
}

export function total(items) {
  let sum = 0;
  for (const item of items) {
    sum += item.price * item.count;
  }
  return sum;
}
`;

const py = `class Account:
    """Money of one person."""

    def __init__(self, owner):
        self.owner = owner
        self.balance = 0

    def deposit(self, amount):
        self.balance += amount

    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError("not enough")
        self.balance -= amount
`;

const go =
  'package shop\n\nfunc Sum(items []Item) int {\n\tsum := 0\n\tfor _, item := range items {\n\t\tif item.Hidden {\n\t\t\tcontinue\n\t\t}\n\t\tsum += item.Price\n\t}\n\treturn sum\n}\n';

const yaml = 'server:\n  host: localhost\n  port: 8080\nclient:\n  host: localhost\n  retries: 3\n';

const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
const swap = (text: string, from: string, to: string): string => text.split(from).join(to);

const sumLine = '    sum += item.price * item.count;';
const taxLine = '    sum += item.price * item.count * 1.2;';
const taxed = swap(js, sumLine, taxLine);

const exact: readonly EditCase[] = [
  { title: 'as it is written', file: js, old: 'let sum = 0;', new: 'let sum = 1;', expect: swap(js, 'let sum = 0;', 'let sum = 1;') },
  {
    title: 'several lines',
    file: py,
    old: '        self.balance += amount\n',
    new: '        self._check(amount)\n        self.balance += amount\n',
    expect: swap(py, '        self.balance += amount\n', '        self._check(amount)\n        self.balance += amount\n'),
  },
  { title: 'dollar signs are only text', file: "const a = 'x';\n", old: "'x'", new: "'$& $1 $$'", expect: "const a = '$& $1 $$';\n" },
  { title: 'removal of a line', file: yaml, old: '  retries: 3\n', new: '', expect: swap(yaml, '  retries: 3\n', '') },
  { title: 'every place when asked', file: yaml, old: 'localhost', new: '0.0.0.0', all: true, expect: swap(yaml, 'localhost', '0.0.0.0') },
  { title: 'text without a line ending at its end', file: 'a = 1', old: 'a = 1', new: 'a = 2', expect: 'a = 2' },
  {
    title: 'a whole line that also begins a longer one',
    file: 'x = 1\ny = 2\nx = 10\n',
    old: 'x = 1',
    new: 'x = 3',
    expect: 'x = 3\ny = 2\nx = 10\n',
  },
  {
    title: 'letters beyond ASCII',
    file: 'const gruss = "Grüß Gott 👋";\n',
    old: 'Grüß Gott 👋',
    new: 'Servus 👋',
    expect: 'const gruss = "Servus 👋";\n',
  },
];

const endings: readonly EditCase[] = [
  {
    title: 'LF quoted from a CRLF file',
    file: crlf(js),
    old: '  let sum = 0;\n  for (const item of items) {',
    new: '  let sum = 0;\n  if (!items) return 0;\n  for (const item of items) {',
    expect: crlf(swap(js, '  let sum = 0;\n', '  let sum = 0;\n  if (!items) return 0;\n')),
  },
  {
    title: 'CRLF quoted from an LF file',
    file: js,
    old: crlf('  let sum = 0;\n  for (const item of items) {'),
    new: crlf('  let sum = 5;\n  for (const item of items) {'),
    expect: swap(js, 'let sum = 0', 'let sum = 5'),
  },
  { title: 'one line of a CRLF file becomes two', file: 'a\r\nb\r\nc\r\n', old: 'b', new: 'b\nb2', expect: 'a\r\nb\r\nb2\r\nc\r\n' },
  { title: 'a file of mixed endings keeps the other lines', file: 'a\nb\r\nc\nd\n', old: 'b\nc', new: 'B\nC', expect: 'a\nB\nC\nd\n' },
  {
    title: 'spaces at line ends of the file',
    file: 'if (a) {   \n  b();\t\n}\n',
    old: 'if (a) {\n  b();\n}',
    new: 'if (a) {\n  c();\n}',
    expect: 'if (a) {\n  c();\n}\n',
  },
  {
    title: 'spaces at line ends of the edit',
    file: js,
    old: '  let sum = 0;  \n  for (const item of items) {   ',
    new: '  let sum = 2;\n  for (const item of items) {',
    expect: swap(js, 'let sum = 0', 'let sum = 2'),
  },
  { title: 'a line ending too many', file: 'a = 1\nb = 2', old: 'b = 2\n', new: 'b = 3\n', expect: 'a = 1\nb = 3' },
  { title: 'empty lines around the edit', file: js, old: `\n\n${sumLine}\n\n`, new: `\n\n${taxLine}\n\n`, expect: taxed },
];

const indentation: readonly EditCase[] = [
  {
    title: 'no indentation quoted',
    file: py,
    old: 'if amount > self.balance:\n    raise ValueError("not enough")',
    new: 'if amount > self.balance:\n    raise InsufficientFunds(amount)',
    expect: swap(py, 'raise ValueError("not enough")', 'raise InsufficientFunds(amount)'),
  },
  {
    title: 'two spaces quoted, four in the file',
    file: py,
    old: '  def deposit(self, amount):\n    self.balance += amount',
    new: '  def deposit(self, amount):\n    if amount < 0:\n      raise ValueError("negative")\n    self.balance += amount',
    expect: swap(
      py,
      '        self.balance += amount',
      '        if amount < 0:\n          raise ValueError("negative")\n        self.balance += amount',
    ),
  },
  {
    title: 'spaces quoted, tabs in the file',
    file: go,
    old: '    sum := 0\n    for _, item := range items {\n        if item.Hidden {',
    new: '    sum := 1\n    for _, item := range items {\n        if item.Hidden {',
    expect: swap(go, 'sum := 0', 'sum := 1'),
  },
  {
    title: 'spaces quoted, a deeper new line in a file of tabs',
    file: go,
    old: '    for _, item := range items {\n        if item.Hidden {',
    new: '    for _, item := range items {\n        log(item)\n        if item.Hidden {\n            log("hidden")',
    expect: swap(
      go,
      '\tfor _, item := range items {\n\t\tif item.Hidden {',
      '\tfor _, item := range items {\n\t\tlog(item)\n\t\tif item.Hidden {\n\t\t\tlog("hidden")',
    ),
  },
  {
    title: 'tabs quoted, spaces in the file',
    file: js,
    old: '\tfor (const item of items) {\n\t\tsum += item.price * item.count;\n\t}',
    new: '\tfor (const item of items) {\n\t\tsum += item.price * item.count * 1.2;\n\t}',
    expect: taxed,
  },
  {
    title: 'one level too deep',
    file: js,
    old: '      for (const item of items) {\n        sum += item.price * item.count;\n      }',
    new: '      for (const item of items) {\n        sum += item.price * item.count * 1.2;\n      }',
    expect: taxed,
  },
  {
    title: 'a flattened block of Python is not guessed at',
    file: py,
    old: 'def withdraw(self, amount):\nif amount > self.balance:\nraise ValueError("not enough")\nself.balance -= amount',
    new: 'def withdraw(self, amount):\nself.balance -= amount',
    expect: { refused: 'absent' },
  },
  {
    title: 'only the first line lost its indentation',
    file: go,
    old: 'if item.Hidden {\n\t\t\tcontinue\n\t\t}',
    new: 'if item.Hidden || item.Sold {\n\t\t\tcontinue\n\t\t}',
    expect: swap(go, 'if item.Hidden {', 'if item.Hidden || item.Sold {'),
  },
];

const spacing: readonly EditCase[] = [
  {
    title: 'several spaces where the file has one',
    file: js,
    old: 'sum  +=  item.price *  item.count;',
    new: 'sum += item.price * item.count * 1.2;',
    expect: taxed,
  },
  {
    title: 'one space where the file aligns',
    file: 'const a   = 1;\nconst bcd = 2;\n',
    old: 'const a = 1;',
    new: 'const a = 9;',
    expect: 'const a = 9;\nconst bcd = 2;\n',
  },
  {
    title: 'no spaces around an operator',
    file: js,
    old: 'sum+=item.price*item.count;',
    new: 'sum += item.price * item.count * 1.2;',
    expect: taxed,
  },
  {
    title: 'an empty line left out',
    file: py,
    old: '    """Money of one person."""\n    def __init__(self, owner):',
    new: '    """Money of one owner."""\n\n    def __init__(self, owner):',
    expect: swap(py, 'Money of one person', 'Money of one owner'),
  },
  {
    title: 'an empty line invented',
    file: js,
    old: '  let sum = 0;\n\n  for (const item of items) {',
    new: '  let sum = 3;\n  for (const item of items) {',
    expect: swap(js, 'let sum = 0', 'let sum = 3'),
  },
  {
    title: 'part of a line with another spacing',
    file: 'call(a,   b); other(a, b);\n',
    old: 'call(a, b)',
    new: 'call(b, a)',
    expect: 'call(b, a); other(a, b);\n',
  },
  {
    title: 'part of a line that stands twice with that spacing',
    file: 'f(a,  b) + f(a,  b);\n',
    old: 'f(a, b)',
    new: 'f(b, a)',
    expect: { refused: 'ambiguous' },
  },
  { title: 'no-break spaces in the file', file: 'price\u00a0=\u00a05\n', old: 'price = 5', new: 'price = 6', expect: 'price = 6\n' },
];

const wrapped: readonly EditCase[] = [
  { title: 'fences around both', file: js, old: `\`\`\`js\n${sumLine}\n\`\`\``, new: `\`\`\`js\n${taxLine}\n\`\`\``, expect: taxed },
  { title: 'fences around the old text only', file: js, old: `\`\`\`\n${sumLine}\n\`\`\``, new: taxLine, expect: taxed },
  {
    title: 'line numbers with a bar',
    file: js,
    old: `12 |   let sum = 0;\n13 |   for (const item of items) {`,
    new: `12 |   let sum = 4;\n13 |   for (const item of items) {`,
    expect: swap(js, 'let sum = 0', 'let sum = 4'),
  },
  {
    title: 'line numbers with a tab',
    file: go,
    old: '     4\t\tsum := 0',
    new: '     4\t\tsum := 7',
    expect: swap(go, 'sum := 0', 'sum := 7'),
  },
  { title: 'line numbers with a colon in the old text only', file: js, old: `14: ${sumLine}`, new: taxLine, expect: taxed },
  { title: 'line numbers with an arrow', file: js, old: `    14→${sumLine}`, new: `    14→${taxLine}`, expect: taxed },
  {
    title: 'numbers that are data stay',
    file: '1: one\n2: two\n',
    old: '1: one\n2: two',
    new: '1: uno\n2: due',
    expect: '1: uno\n2: due\n',
  },
  {
    title: 'marks of a diff',
    file: js,
    old: `   for (const item of items) {\n-${sumLine}`,
    new: `   for (const item of items) {\n+${taxLine}`,
    expect: taxed,
  },
  {
    title: 'a hunk of a diff with its head',
    file: js,
    old: `@@ -12,3 +12,3 @@\n-${sumLine}`,
    new: `@@ -12,3 +12,3 @@\n+${taxLine}`,
    expect: taxed,
  },
  {
    title: 'line breaks escaped once too often',
    file: js,
    old: '  let sum = 0;\\n  for (const item of items) {',
    new: '  let sum = 6;\\n  for (const item of items) {',
    expect: swap(js, 'let sum = 0', 'let sum = 6'),
  },
  {
    title: 'quotes escaped once too often',
    file: py,
    old: 'raise ValueError(\\"not enough\\")',
    new: 'raise ValueError(\\"too little\\")',
    expect: swap(py, 'not enough', 'too little'),
  },
  {
    title: 'an escape that the file really has',
    file: 'print("a\\n")\n',
    old: 'print("a\\n")',
    new: 'print("b\\n")',
    expect: 'print("b\\n")\n',
  },
  {
    title: 'entities of HTML',
    file: 'if (a < b && c > d) {\n}\n',
    old: 'if (a &lt; b &amp;&amp; c &gt; d) {',
    new: 'if (a &lt;= b &amp;&amp; c &gt; d) {',
    expect: 'if (a <= b && c > d) {\n}\n',
  },
  {
    title: 'quotes of a word processor',
    file: py,
    old: 'raise ValueError(\u201cnot enough\u201d)',
    new: 'raise ValueError(\u201ctoo little\u201d)',
    expect: swap(py, 'not enough', 'too little'),
  },
  {
    title: 'fences and line numbers at once',
    file: js,
    old: '```js\n12: \u0020 let sum = 0;\n13: \u0020 for (const item of items) {\n```',
    new: '```js\n12: \u0020 let sum = 8;\n13: \u0020 for (const item of items) {\n```',
    expect: swap(js, 'let sum = 0', 'let sum = 8'),
  },
];

const context: readonly EditCase[] = [
  {
    title: 'wrong context behind the change',
    file: js,
    old: `${sumLine}\n  }\n  return total;`,
    new: `${taxLine}\n  }\n  return total;`,
    expect: taxed,
  },
  {
    title: 'wrong context before the change',
    file: js,
    old: `  for (let i = 0; i < items.length; i++) {\n${sumLine}\n  }`,
    new: `  for (let i = 0; i < items.length; i++) {\n${taxLine}\n  }`,
    expect: taxed,
  },
  {
    title: 'wrong context on both sides',
    file: js,
    old: `  for (const x of xs) {\n${sumLine}\n  } // end`,
    new: `  for (const x of xs) {\n${taxLine}\n  } // end`,
    expect: taxed,
  },
  {
    title: 'dots for a part that stays',
    file: py,
    old: '    def withdraw(self, amount):\n        ...\n        self.balance -= amount',
    new: '    def withdraw(self, amount, fee=0):\n        ...\n        self.balance -= amount + fee',
    expect: swap(
      swap(py, 'def withdraw(self, amount)', 'def withdraw(self, amount, fee=0)'),
      'self.balance -= amount',
      'self.balance -= amount + fee',
    ),
  },
  {
    title: 'dots for a part that goes',
    file: js,
    old: 'export function total(items) {\n  // ... existing code ...\n}',
    new: 'export function total(items) {\n  return items.reduce((sum, { price, count }) => sum + price * count, 0);\n}',
    expect:
      js.slice(0, js.indexOf('export function total')) +
      'export function total(items) {\n  return items.reduce((sum, { price, count }) => sum + price * count, 0);\n}\n',
  },
  {
    title: 'dots in the new text alone would lose code',
    file: js,
    old: 'export function total(items) {\n  let sum = 0;',
    new: 'export function total(items) {\n  // ... existing code ...\n  let sum = 1;',
    expect: { refused: 'placeholder' },
  },
  {
    title: 'a promise in the new text would lose code',
    file: py,
    old: 'class Account:',
    new: 'class Account:\n    # rest of the class unchanged',
    expect: { refused: 'placeholder' },
  },
  { title: 'an ellipsis that is Python', file: 'def f():\n    pass\n', old: '    pass', new: '    ...', expect: 'def f():\n    ...\n' },
  {
    title: 'a spread that is no elision',
    file: 'const a = {\n  b: 1,\n};\n',
    old: '  b: 1,',
    new: '  ...defaults,\n  b: 1,',
    expect: 'const a = {\n  ...defaults,\n  b: 1,\n};\n',
  },
  {
    title: 'dots before an end that is not there',
    file: py,
    old: '    def withdraw(self, amount):\n        ...\n        return True',
    new: '    def withdraw(self, amount):\n        ...\n        return False',
    expect: { refused: 'absent' },
  },
];

const whole: readonly EditCase[] = [
  { title: 'a file that does not exist', file: null, old: '', new: 'a = 1\n', expect: 'a = 1\n' },
  { title: 'a blank file', file: '\n', old: '', new: 'a = 1\n', expect: 'a = 1\n' },
  {
    title: 'the whole file quoted with other endings',
    file: crlf(yaml),
    old: yaml,
    new: swap(yaml, '8080', '9090'),
    expect: crlf(swap(yaml, '8080', '9090')),
  },
  { title: 'nothing quoted in a file with text', file: js, old: '  ', new: 'x', expect: { refused: 'nothing-to-find' } },
];

const refused: readonly EditCase[] = [
  { title: 'text the file never had', file: js, old: 'app.listen(3000);', new: 'app.listen(4000);', expect: { refused: 'absent' } },
  { title: 'a file that does not exist, with old text', file: null, old: 'a', new: 'b', expect: { refused: 'absent' } },
  { title: 'two places fit', file: yaml, old: '  host: localhost', new: '  host: example.org', expect: { refused: 'ambiguous' } },
  {
    title: 'two places fit when indentation is let go',
    file: yaml,
    old: 'host:   localhost',
    new: 'host: example.org',
    expect: { refused: 'ambiguous' },
  },
  { title: 'old and new are the same', file: js, old: 'let sum = 0;', new: 'let sum = 0;', expect: { refused: 'unchanged' } },
  { title: 'the edit has been done before', file: taxed, old: `${sumLine}\n`, new: `${taxLine}\n`, expect: { refused: 'unchanged' } },
  {
    title: 'nearly right, in the code itself',
    file: js,
    old: 'sum += item.cost * item.count;',
    new: 'sum += item.cost * item.count * 2;',
    expect: { refused: 'absent' },
  },
  {
    title: 'a signature remembered wrongly',
    file: py,
    old: 'def deposit(self, amount, currency):',
    new: 'def deposit(self, amount, currency, note):',
    expect: { refused: 'absent' },
  },
  { title: 'an edit of a megabyte', file: js, old: 'x'.repeat(600_000), new: 'y', expect: { refused: 'too-long' } },
  { title: 'only a closing brace', file: js, old: '}', new: '};', expect: { refused: 'ambiguous' } },
];

/** Edits that models get wrong, by what is wrong with them. */
export const editCorpus: Readonly<Record<string, readonly EditCase[]>> = {
  exact,
  endings,
  indentation,
  spacing,
  wrapped,
  context,
  whole,
  refused,
};
