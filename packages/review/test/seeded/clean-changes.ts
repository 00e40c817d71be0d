import type { AppliedChange } from '@artemis/core';

/** Changes nobody should object to, most of them close to what a rule looks for. */
export const cleanChanges: Readonly<Record<string, readonly AppliedChange[]>> = {
  'a new function with its test': [
    { path: 'src/add.ts', before: null, after: 'export const add = (a: number, b: number): number => a + b;\n' },
    {
      path: 'src/add.test.ts',
      before: null,
      after:
        "import { add } from './add.ts';\nimport { expect, it } from 'vitest';\n\nit('adds', () => {\n  expect(add(1, 2)).toBe(3);\n});\n",
    },
  ],
  'a test moved to another file': [
    {
      path: 'test/a.test.js',
      before: "it('adds', () => expect(add(1, 2)).toBe(3));\nit('stays', () => expect(1 + 1).toBe(2));\n",
      after: "it('stays', () => expect(1 + 1).toBe(2));\n",
    },
    { path: 'test/b.test.js', before: null, after: "it('adds', () => expect(add(1, 2)).toBe(3));\n" },
  ],
  'forbidden words in comments and strings': [
    {
      path: 'src/lint.js',
      before: 'export {};\n',
      after:
        "// never use eval(text) or innerHTML = text\nexport const forbidden = ['eval(', 'debugger;', 'as any', 'rejectUnauthorized'];\n",
    },
  ],
  'a secret read from the environment': [
    {
      path: 'src/config.js',
      before: 'export {};\n',
      after: 'export const apiKey = process.env.SHOP_API_KEY;\nexport const password = process.env["DB_PASSWORD"] ?? "";\n',
    },
  ],
  'an expression matched, not a command run': [
    { path: 'src/parse.js', before: 'export {};\n', after: 'export const year = (text) => /\\d{4}/.exec(text)?.[0];\n' },
  ],
  'a method that is called eval': [
    {
      path: 'src/cache.js',
      before: 'export {};\n',
      after: 'export const run = (script) => redis.eval(script, 0);\nexport const all = (page) => page.$$eval("a", count);\n',
    },
  ],
  'a program started with a list': [
    {
      path: 'src/git.js',
      before: 'export {};\n',
      after: "import { execFile } from 'node:child_process';\nexport const log = (branch) => execFile('git', ['log', '--', branch]);\n",
    },
  ],
  'statements with parameters': [
    {
      path: 'src/users.js',
      before: 'export {};\n',
      after:
        "export const find = (id) => sql`SELECT * FROM users WHERE id = ${id}`;\nexport const drop = (id) => db.query('DELETE FROM users WHERE id = $1', [id]);\n",
    },
  ],
  'a command that prints': [{ path: 'bin/report.js', before: null, after: "console.log('done');\n" }],
  'a page that speaks to its readers': [
    {
      path: 'docs/security.md',
      before: null,
      after: '# Security\n\nNever call `eval(text)`, and never write `verify=False`. TODO lists belong elsewhere.\n',
    },
  ],
  'an emoji of several signs, and Persian text': [
    {
      path: 'src/words.js',
      before: 'export {};\n',
      after: "export const family = '👩\u200D👩\u200D👧';\nexport const want = 'می\u200Cخواهم';\n",
    },
  ],
  'the word any, as a word': [
    {
      path: 'src/any.ts',
      before: 'export {};\n',
      after: "/** Takes any number. */\nexport const many: readonly string[] = ['any'];\nexport const company = { any: 1 };\n",
    },
  ],
  'an error that is caught for a reason': [
    {
      path: 'src/probe.js',
      before: 'export {};\n',
      after:
        'export async function probe(url) {\n  try {\n    await ping(url);\n    return true;\n  } catch {\n    // Being away is an answer.\n    return false;\n  }\n}\n',
    },
  ],
  'Python with a guard': [
    {
      path: 'app/load.py',
      before: 'import yaml\n',
      after:
        'import ast\nimport yaml\n\n\ndef load(text):\n    """Never eval(text) here."""\n    try:\n        return yaml.safe_load(text)\n    except yaml.YAMLError:\n        return ast.literal_eval(text)\n',
    },
  ],
  'a renamed variable': [
    {
      path: 'src/sum.go',
      before: 'package sum\n\nfunc Sum(a, b int) int {\n\treturn a + b\n}\n',
      after: 'package sum\n\nfunc Sum(left, right int) int {\n\treturn left + right\n}\n',
    },
  ],
  'a test that checks a refusal': [
    {
      path: 'test/refuse.test.js',
      before: "it('adds', () => expect(add(1)).toBe(2));\n",
      after:
        "it('adds', () => expect(add(1)).toBe(2));\n\nit('refuses text', () => {\n  expect(() => add('eval(1)')).toThrow(TypeError);\n});\n",
    },
  ],
  'a new version of the package itself': [
    {
      path: 'package.json',
      before: '{\n  "name": "shop",\n  "version": "1.0.0"\n}\n',
      after: '{\n  "name": "shop",\n  "version": "1.1.0"\n}\n',
    },
  ],
  'a lock file': [
    {
      path: 'pnpm-lock.yaml',
      before: "lockfileVersion: '9.0'\n",
      after:
        "lockfileVersion: '9.0'\npackages:\n  zod@4.0.0:\n    resolution: {integrity: sha512-Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4zAb3dEf6hIj9kLm2nOp5qRs8tUv1wXy4z}\n",
    },
  ],
  'Rust with lifetimes': [
    {
      path: 'src/lib.rs',
      before: null,
      after: "pub fn first<'a>(text: &'a str) -> &'a str {\n    text.split(' ').next().unwrap_or(\"\")\n}\n",
    },
  ],
  'a heading and a table': [{ path: 'README.md', before: '# Shop\n', after: 'Shop\n=======\n\n| a | b |\n| --- | --- |\n' }],
  'a workflow': [
    {
      path: '.github/workflows/ci.yaml',
      before: null,
      after:
        'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: npm ci && npm test\n        env:\n          TOKEN: ${{ secrets.TOKEN }}\n',
    },
  ],
  'a random colour': [
    {
      path: 'src/colour.js',
      before: 'export {};\n',
      after: 'export const colour = () => palette[Math.floor(Math.random() * palette.length)];\n',
    },
  ],
  'a loop over the places between characters': [
    {
      path: 'src/prefixes.js',
      before: 'export {};\n',
      after:
        'export function prefixes(text) {\n  const all = [];\n  for (let end = 0; end <= text.length; end++) all.push(text.slice(0, end));\n  return all;\n}\n',
    },
  ],
  'a call that needs no waiting any more': [
    {
      path: 'src/save.js',
      before:
        'async function write(file) {\n  await put(file);\n}\nexport async function save(file) {\n  await write(file);\n  return done(file);\n}\n',
      after: 'function write(file) {\n  putSync(file);\n}\nexport async function save(file) {\n  write(file);\n  return done(file);\n}\n',
    },
  ],
  'a promise that is waited for later': [
    {
      path: 'src/both.js',
      before: 'export async function both() {\n  const one = await first();\n  return one;\n}\n',
      after: 'export async function both() {\n  const one = first();\n  return Promise.all([one, second()]);\n}\n',
    },
  ],
  'a check that moved to where it belongs': [
    {
      path: 'src/files.js',
      before: 'export const open = (name) => read(safePath(root, name));\nexport const read = (path) => load(path);\n',
      after: 'export const open = (name) => read(join(root, name));\nexport const read = (path) => load(safePath(root, path));\n',
    },
  ],
  'a guard with another name': [
    {
      path: 'src/login.py',
      before: 'def login(user):\n    validate_user(user)\n    return session(user)\n',
      after: 'def login(user):\n    check_user(user)\n    return session(user)\n',
    },
  ],
  'a condition turned round with its branches': [
    {
      path: 'src/price.js',
      before: 'export function price(user) {\n  if (!user.isMember) {\n    return full;\n  }\n  return reduced;\n}\n',
      after: 'export function price(user) {\n  if (user.isMember) {\n    return reduced;\n  }\n  return full;\n}\n',
    },
  ],
  'names sorted without a comparison': [
    {
      path: 'src/names.js',
      before: 'export const sorted = (names) => names.toSorted((a, b) => (a < b ? -1 : 1));\n',
      after: 'export const sorted = (names) => names.toSorted();\n',
    },
  ],
  'a walk up a tree': [
    {
      path: 'src/root.js',
      before: 'export {};\n',
      after: 'export function root(node) {\n  let top = node;\n  while ((node = node.parent)) top = node;\n  return top;\n}\n',
    },
  ],
  'a file that is closed by hand': [
    {
      path: 'src/lock.py',
      before: 'import fcntl\n',
      after:
        'import fcntl\n\n\ndef lock(path):\n    file = open(path, "w")\n    try:\n        fcntl.flock(file, fcntl.LOCK_EX)\n    except OSError:\n        file.close()\n        raise\n    return file\n',
    },
  ],
  'a default that is made anew': [
    {
      path: 'src/basket.py',
      before: 'def put(item, basket):\n    basket.append(item)\n',
      after: 'def put(item, basket=None, *, tags=()):\n    basket = [] if basket is None else basket\n    basket.append(item)\n',
    },
  ],
  'a file moved with one line changed': [
    {
      path: 'src/old-place.js',
      before: 'import { a } from "./a.js";\nexport const b = a;\nexport const run = (text) => eval(text);\n',
      after: null,
    },
    {
      path: 'src/new/place.js',
      before: null,
      after: 'import { a } from "../a.js";\nexport const b = a;\nexport const run = (text) => eval(text);\n',
    },
  ],
  'a comment about what was left out, in quotes': [
    {
      path: 'src/marks.js',
      before: 'export {};\n',
      after:
        '/** A line that stands for others, such as `// ... existing code ...` or "# rest of the file unchanged". */\nexport const mark = /x/;\n',
    },
  ],
  'users of a machine that is made for tests': [
    {
      path: 'src/etc.js',
      before: 'export {};\n',
      after: "export const etc = { passwd: 'root:x:0:0:root:/root:/bin/sh\\n' };\n",
    },
  ],
};
