import type { RuleName } from '../../src/index.ts';
import { defect, edit, type SeededDefect } from './seeded-defect.ts';

/** Put together here, so that no tool takes this file for one that holds a key. */
const token = ['gh', `p_${'a1B2'.repeat(9)}`].join('');
const slack = ['xo', 'xb-123456789012-1234567890123-', 'AbCdEfGhIjKlMnOpQrStUvWx'].join('');
const none: readonly RuleName[] = [];

const store = `package store

import "testing"

func TestSave(t *testing.T) {
	if err := Save("a"); err != nil {
		t.Fatal(err)
	}
}
`;
const list = `import java.util.List;

class Sum {
  int of(List<Integer> values) {
    int sum = 0;
    for (int i = 0; i < values.size(); i++) {
      sum += values.get(i);
    }
    return sum;
  }
}
`;

/** Thirty further defects: the same kinds in other words and languages, and some of logic. The rules were
 * not tuned to them, but for one: `curl -k` right behind the name was missed. */
export const heldOutDefects: readonly SeededDefect[] = [
  defect(
    'a token in a workflow',
    5,
    ['secret'],
    edit(
      '.github/workflows/ci.yaml',
      'on: push\njobs:\n  test:\n    env:\n',
      `on: push\njobs:\n  test:\n    env:\n      GH_TOKEN: ${token}\n`,
    ),
  ),
  defect('a token of a chat', 1, ['secret'], edit('notify.rb', 'TOKEN = ENV["SLACK_TOKEN"]\n', `TOKEN = "${slack}"\n`)),
  defect(
    'a password in the address of a database',
    3,
    ['secret', 'password'],
    edit(
      'db.go',
      'package db\n\nvar dsn = os.Getenv("DSN")\n',
      'package db\n\nvar dsn = "postgres://shop:h4rb0ur-Lights@db.internal:5432/shop"\n',
    ),
  ),
  defect(
    'a file of settings with secrets',
    1,
    ['secret-file', 'secret'],
    edit('.env.production', null, 'SMTP_PASSWORD=winter-2031-snow\n'),
  ),
  defect('a name with an invisible sign', 1, ['hidden-character'], edit('src/flags.py', 'is_admin = False\n', 'is_\u200badmin = True\n')),
  defect(
    'a group of tests skipped',
    1,
    ['skipped-test'],
    edit(
      'test/cart.spec.ts',
      "describe('cart', () => {\n  it('adds', () => expect(add(1, 2)).toBe(3));\n});\n",
      "describe.skip('cart', () => {\n  it('adds', () => expect(add(1, 2)).toBe(3));\n});\n",
    ),
  ),
  defect(
    'a skipped test in Go',
    6,
    ['skipped-test'],
    edit('store_test.go', store, store.replace('testing.T) {\n', 'testing.T) {\n\tt.Skip("flaky")\n')),
  ),
  defect(
    'an ignored test in Rust',
    2,
    ['skipped-test'],
    edit(
      'tests/sum.rs',
      '#[test]\nfn adds() {\n    assert_eq!(sum(1, 2), 3);\n}\n',
      '#[test]\n#[ignore]\nfn adds() {\n    assert_eq!(sum(1, 2), 3);\n}\n',
    ),
  ),
  defect(
    'a test that asserts nothing any more',
    2,
    ['weakened-test'],
    edit(
      'test/total.test.js',
      "it('adds', () => {\n  expect(total([1, 2])).toBe(3);\n});\n",
      "it('adds', () => {\n  total([1, 2]);\n});\n",
    ),
  ),
  defect(
    'a Python test that cannot fail',
    2,
    ['vacuous-test', 'weakened-test'],
    edit('tests/test_sum.py', 'def test_sum():\n    assert total([1, 2]) == 3\n', 'def test_sum():\n    assert True\n'),
  ),
  defect(
    'a file of tests renamed so that nobody runs it',
    1,
    ['lost-test'],
    edit('src/cart.test.ts', "it('adds', () => expect(add(1, 2)).toBe(3));\n", null),
    edit('src/cart.old.ts', null, "it('adds', () => expect(add(1, 2)).toBe(3));\n"),
  ),
  defect(
    'a threshold of coverage lowered',
    2,
    none,
    edit(
      'vitest.config.ts',
      'export default {\n  coverage: { thresholds: { lines: 90 } },\n};\n',
      'export default {\n  coverage: { thresholds: { lines: 10 } },\n};\n',
    ),
  ),
  defect(
    'a shell command in Python',
    3,
    ['shell-injection', 'shell'],
    edit(
      'log.py',
      'import subprocess\n\nsubprocess.run(["git", "log", "--", branch])\n',
      'import subprocess\n\nsubprocess.run(f"git log {branch}", shell=True)\n',
    ),
  ),
  defect(
    'certificates not checked in Go',
    1,
    ['tls-off'],
    edit('client.go', 'var config = &tls.Config{}\n', 'var config = &tls.Config{InsecureSkipVerify: true}\n'),
  ),
  defect(
    'a download that trusts anybody',
    2,
    ['tls-off'],
    edit(
      'install.sh',
      '#!/bin/sh\ncurl -fsSL https://example.test/tool -o tool\n',
      '#!/bin/sh\ncurl -fsSLk https://example.test/tool -o tool\n',
    ),
  ),
  defect(
    'objects loaded from a request',
    2,
    ['unsafe-load'],
    edit('cart.py', 'import json\ncart = json.loads(body)\n', 'import pickle\ncart = pickle.loads(body)\n'),
  ),
  defect(
    'a session that can be guessed',
    1,
    ['weak-random'],
    edit(
      'src/session.ts',
      'export const sessionId = (): string => crypto.randomUUID();\n',
      'export const sessionId = (): string => `s${Math.random()}`;\n',
    ),
  ),
  defect(
    'a folder everybody may write',
    2,
    ['file-mode'],
    edit('deploy.sh', '#!/bin/sh\nchmod 750 /srv/shop\n', '#!/bin/sh\nchmod -R 777 /srv/shop\n'),
  ),
  defect(
    'an error swallowed in Python',
    4,
    ['empty-catch'],
    edit(
      'app/save.py',
      'def save(item):\n    write(item)\n',
      'def save(item):\n    try:\n        write(item)\n    except Exception:\n        pass\n',
    ),
  ),
  defect(
    'a part that is not written',
    2,
    ['not-implemented'],
    edit('src/export.rs', 'pub fn export() {\n    write_all();\n}\n', 'pub fn export() {\n    todo!()\n}\n'),
  ),
  defect(
    'a type check switched off',
    1,
    ['check-off', 'loose-type'],
    edit('src/user.ts', 'export const user: User = read();\n', '// @ts-ignore\nexport const user: User = read() as any;\n'),
  ),
  defect(
    'one element too many in Java',
    6,
    ['off-by-one'],
    edit('src/Sum.java', list, list.replace('i < values.size()', 'i <= values.size()')),
  ),
  defect(
    'an answer nobody waits for',
    3,
    ['dropped-await'],
    edit(
      'src/order.ts',
      'class Orders {\n  async place(order: Order): Promise<void> {\n    await this.stock.reserve(order);\n    this.send(order);\n  }\n}\n',
      'class Orders {\n  async place(order: Order): Promise<void> {\n    this.stock.reserve(order);\n    this.send(order);\n  }\n}\n',
    ),
  ),
  defect(
    'an error taken for none in Go',
    2,
    ['inverted-condition'],
    edit(
      'load.go',
      'data, err := read(path)\nif err != nil {\n\treturn nil, err\n}\n',
      'data, err := read(path)\nif err == nil {\n\treturn nil, err\n}\n',
    ),
  ),
  defect(
    'a default all calls share',
    1,
    ['mutable-default'],
    edit(
      'basket.py',
      'def put(item, basket=None):\n    return (basket or []) + [item]\n',
      'def put(item, basket=[]):\n    basket.append(item)\n    return basket\n',
    ),
  ),
  defect(
    'an assignment for a comparison',
    1,
    ['assignment-as-condition'],
    edit('src/role.js', "if (user.role === 'admin') {\n  show();\n}\n", "if (user.role = 'admin') {\n  show();\n}\n"),
  ),
  defect('arguments the wrong way round', 1, none, edit('src/copy.ts', 'copy(source, target);\n', 'copy(target, source);\n')),
  defect(
    'a lower limit for an upper one',
    1,
    none,
    edit(
      'src/clamp.js',
      'export const clamp = (x) => Math.min(Math.max(x, 0), 100);\n',
      'export const clamp = (x) => Math.max(Math.min(x, 0), 100);\n',
    ),
  ),
  defect(
    'a case that falls through',
    4,
    none,
    edit(
      'src/area.js',
      "switch (kind) {\n  case 'a':\n    draw(a);\n    break;\n  case 'b':\n    draw(b);\n}\n",
      "switch (kind) {\n  case 'a':\n    draw(a);\n  case 'b':\n    draw(b);\n}\n",
    ),
  ),
  defect('cents lost by rounding', 1, none, edit('src/price.py', 'total = sum(cents) / 100\n', 'total = sum(cents) // 100\n')),
];
