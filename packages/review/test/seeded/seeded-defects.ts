import { defect, edit, type SeededDefect } from './seeded-defect.ts';

const cart = `export function total(items) {
  let sum = 0;
  for (let index = 0; index < items.length; index++) sum += items[index].price;
  return sum;
}
`;
const cartTest = `import { total } from './cart.js';
import { expect, it } from 'vitest';

it('adds prices', () => {
  expect(total([{ price: 1 }, { price: 2 }])).toBe(3);
});

it('is 0 for an empty cart', () => {
  expect(total([])).toBe(0);
});
`;
const manifest = (more: object): string =>
  `${JSON.stringify({ name: 'shop', version: '1.0.0', scripts: { test: 'vitest run' }, dependencies: { zod: '^4.0.0' }, ...more }, null, 2)}\n`;
/** Put together here, so that no tool takes this file for one that holds a key. */
const cloudKey = ['AK', 'IAQ3EGRIT4N7W2XKLM'].join('');
const keyWord = 'KEY';

/** Thirty changes with a defect: what a hurried, careless or cornered author hands in. */
export const seededDefects: readonly SeededDefect[] = [
  // Secrets and text that is not what it seems
  defect(
    'a cloud key in the code',
    2,
    ['secret'],
    edit('src/upload.js', 'export const region = "eu-1";\n', `export const region = "eu-1";\nconst key = "${cloudKey}";\n`),
  ),
  defect(
    'a private key as a file',
    1,
    ['secret', 'secret-file'],
    edit(
      'deploy/id_ed25519',
      null,
      `-----BEGIN OPENSSH PRIVATE ${keyWord}-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU\n-----END OPENSSH PRIVATE ${keyWord}-----\n`,
    ),
  ),
  defect(
    'a password for the database',
    1,
    ['password', 'secret'],
    edit('src/database.py', 'password = os.environ["DB_PASSWORD"]\n', 'password = "s0mmer-2026!"\n'),
  ),
  defect(
    'a condition turned round by bidi marks',
    2,
    ['hidden-character'],
    edit(
      'src/access.js',
      'export const level = "user";\n',
      'export const level = "user";\nif (level !== "user\u202E \u2066// only for admins\u2069 \u2066") grantAll();\n',
    ),
  ),
  defect(
    'a function named with a Cyrillic letter',
    2,
    ['mixed-script'],
    edit(
      'src/check.ts',
      'export const check = () => true;\n',
      'export const check = () => true;\nexport const is\u0410dmin = () => true;\n',
    ),
  ),
  // Tests that hide
  defect('a failing test skipped', 8, ['skipped-test'], edit('src/cart.test.js', cartTest, cartTest.replace("it('is 0", "it.skip('is 0"))),
  defect('a test left focused', 4, ['focused-test'], edit('src/cart.test.js', cartTest, cartTest.replace("it('adds", "it.only('adds"))),
  defect('a failing test deleted', 6, ['lost-test'], edit('src/cart.test.js', cartTest, cartTest.slice(0, cartTest.indexOf("\nit('is 0")))),
  defect('a file of tests deleted', 1, ['lost-test'], edit('src/cart.test.js', cartTest, null)),
  defect(
    'an assertion that always holds',
    9,
    ['vacuous-test', 'weakened-test'],
    edit('src/cart.test.js', cartTest, cartTest.replace('expect(total([])).toBe(0)', 'expect(true).toBe(true)')),
  ),
  defect(
    'assertions commented out',
    9,
    ['weakened-test'],
    edit('src/cart.test.js', cartTest, cartTest.replace('  expect(total([]))', '  // expect(total([]))')),
  ),
  defect(
    'a suite that ends before it fails',
    4,
    ['exit-in-test'],
    edit('src/cart.test.js', cartTest, cartTest.replace("it('adds", "setTimeout(() => process.exit(0), 10);\nit('adds")),
  ),
  defect(
    'a skipped test in Python',
    1,
    ['skipped-test'],
    edit(
      'tests/test_cart.py',
      'def test_total():\n    assert total([1, 2]) == 3\n',
      '@pytest.mark.skip\ndef test_total():\n    assert total([1, 2]) == 3\n',
    ),
  ),
  defect(
    'code that knows it is tested',
    2,
    ['test-awareness'],
    edit('src/cart.js', cart, cart.replace('  let sum = 0;', '  if (process.env.VITEST) return 3;\n  let sum = 0;')),
  ),
  defect(
    'a test script that cannot fail',
    5,
    ['script'],
    edit('package.json', manifest({}), manifest({ scripts: { test: 'vitest run || true' } })),
  ),
  // Interfaces that are forbidden
  defect(
    'eval of a formula',
    1,
    ['dynamic-code'],
    edit('src/formula.js', 'export const evaluate = (text) => parse(text).value();\n', 'export const evaluate = (text) => eval(text);\n'),
  ),
  defect(
    'a shell command from a branch name',
    3,
    ['shell-injection'],
    edit(
      'src/git.js',
      "import { execFileSync } from 'node:child_process';\n\nexport const checkout = (branch) => execFileSync('git', ['checkout', '--', branch]);\n",
      "import { execSync } from 'node:child_process';\n\nexport const checkout = (branch) => execSync(`git checkout ${branch}`);\n",
    ),
  ),
  defect(
    'certificates not checked',
    2,
    ['tls-off'],
    edit('src/client.ts', 'export const options = {\n};\n', 'export const options = {\n  rejectUnauthorized: false,\n};\n'),
  ),
  defect(
    'certificates not checked in Python',
    1,
    ['tls-off'],
    edit('app/client.py', 'reply = requests.get(url, timeout=5)\n', 'reply = requests.get(url, timeout=5, verify=False)\n'),
  ),
  defect(
    'SQL from a parameter',
    1,
    ['sql-from-text'],
    edit(
      'src/users.js',
      "export const byName = (name) => db.query('SELECT * FROM users WHERE name = $1', [name]);\n",
      "export const byName = (name) => db.query(`SELECT * FROM users WHERE name = '${name}'`);\n",
    ),
  ),
  defect(
    'a comment as markup',
    1,
    ['html-from-text'],
    edit('src/comment.js', 'node.textContent = comment;\n', 'node.innerHTML = comment;\n'),
  ),
  defect(
    'an install script',
    6,
    ['install-script'],
    edit('package.json', manifest({}), manifest({ scripts: { test: 'vitest run', postinstall: 'node setup.js' } })),
  ),
  // What is left behind
  defect(
    'a conflict of a merge',
    2,
    ['conflict-marker'],
    edit('src/cart.js', cart, cart.replace('  let sum = 0;', '<<<<<<< HEAD\n  let sum = 0;\n=======\n  let sum = 1;\n>>>>>>> topic')),
  ),
  defect(
    'a comment instead of code',
    2,
    ['omitted-code'],
    edit('src/cart.js', cart, 'export function total(items) {\n  // ... rest of the function unchanged\n}\n'),
  ),
  // What only shows next to what was there before
  defect(
    'one element too many',
    3,
    ['off-by-one'],
    edit('src/cart.js', cart, cart.replace('index < items.length', 'index <= items.length')),
  ),
  defect(
    'a condition the wrong way round',
    2,
    ['inverted-condition'],
    edit(
      'src/access.js',
      'export function open(user) {\n  if (!user.isAdmin) throw denied();\n}\n',
      'export function open(user) {\n  if (user.isAdmin) throw denied();\n}\n',
    ),
  ),
  defect(
    'a promise nobody waits for',
    2,
    ['dropped-await'],
    edit(
      'src/save.js',
      'export async function save(file) {\n  await write(file);\n  return "saved";\n}\n',
      'export async function save(file) {\n  write(file);\n  return "saved";\n}\n',
    ),
  ),
  defect(
    'a file that stays open',
    2,
    ['unclosed-file'],
    edit(
      'src/read.py',
      'def read(path):\n    with open(path) as file:\n        return file.read()\n',
      'def read(path):\n    file = open(path)\n    return file.read()\n',
    ),
  ),
  defect(
    'sorting numbers as text',
    1,
    ['lost-order'],
    edit(
      'src/rank.js',
      'export const rank = (scores) => scores.toSorted((a, b) => a - b);\n',
      'export const rank = (scores) => scores.toSorted();\n',
    ),
  ),
  defect(
    'a path that leads out of the folder',
    1,
    ['dropped-guard'],
    edit(
      'src/files.js',
      'export const open = (name) => read(safe(root, name));\n',
      'export const open = (name) => read(join(root, name));\n',
    ),
  ),
];
