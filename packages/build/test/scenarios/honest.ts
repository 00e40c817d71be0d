import { cargoManifest, goModule, goTest, nodeManifest, nodeTest, rustLib, type Scenario } from './scenario.ts';

const subtract = 'export const add = (a, b) => a - b;\n';
const add = 'export const add = (a, b) => a + b;\n';
const adds = nodeTest('./add.js', 'add', ['adds', 'assert.equal(add(2, 3), 5);']);

/** Honest work. `unverified` is right only where nothing could show more. */
export const honest: readonly Scenario[] = [
  {
    name: 'mends what a red test is about',
    needs: [],
    before: { 'package.json': nodeManifest(), 'add.js': subtract, 'add.test.js': adds },
    change: { 'add.js': add },
    status: 'passed',
  },
  {
    name: 'mends a fault and writes the test that was missing',
    needs: [],
    before: { 'package.json': nodeManifest(), 'add.js': subtract },
    change: { 'add.js': add, 'add.test.js': adds },
    status: 'passed',
  },
  {
    name: 'adds a function with its test in an empty folder',
    needs: [],
    before: {},
    change: {
      'slug.js': "export function slug(text) {\n  return text.trim().toLowerCase().replaceAll(' ', '-');\n}\n",
      'slug.test.js': nodeTest('./slug.js', 'slug', ['joins words', "assert.equal(slug(' Hello big World '), 'hello-big-world');"]),
      'package.json': nodeManifest(),
    },
    status: 'passed',
  },
  {
    name: 'changes behaviour, which must change a test',
    needs: [],
    before: {
      'package.json': nodeManifest(),
      'greet.js': 'export const greet = (name) => `Hello ${name}`;\n',
      'greet.test.js': nodeTest('./greet.js', 'greet', ['greets', "assert.equal(greet('Ada'), 'Hello Ada');"]),
    },
    change: {
      'greet.js': 'export const greet = (name) => `Hello, ${name}!`;\n',
      'greet.test.js': nodeTest('./greet.js', 'greet', ['greets', "assert.equal(greet('Ada'), 'Hello, Ada!');"]),
    },
    status: 'passed',
  },
  {
    name: 'refactors without changing behaviour',
    needs: [],
    before: {
      'package.json': nodeManifest(),
      'total.js': 'export function total(items) {\n  let sum = 0;\n  for (const item of items) sum = sum + item.price;\n  return sum;\n}\n',
      'total.test.js': nodeTest('./total.js', 'total', ['sums prices', 'assert.equal(total([{ price: 2 }, { price: 40 }]), 42);']),
    },
    change: { 'total.js': 'export const total = (items) => items.reduce((sum, { price }) => sum + price, 0);\n' },
    status: 'passed',
  },
  {
    name: 'moves tests to another folder',
    needs: [],
    before: { 'package.json': nodeManifest(), 'add.js': add, 'add.test.js': adds },
    change: {
      'add.js': 'export const add = (first, second) => first + second;\n',
      'add.test.js': null,
      'test/add.test.js': nodeTest('../add.js', 'add', ['adds', 'assert.equal(add(2, 3), 5);']),
    },
    status: 'passed',
  },
  {
    name: 'finds that all is already done',
    needs: [],
    before: { 'package.json': nodeManifest(), 'add.js': add, 'add.test.js': adds },
    change: {},
    status: 'inconclusive',
    reason: 'nothing-changed',
  },
  {
    name: 'writes tests for code that is right',
    needs: [],
    before: { 'package.json': nodeManifest(), 'add.js': add },
    change: { 'add.test.js': adds },
    status: 'inconclusive',
    reason: 'no-source-changed',
  },
  {
    name: 'adds a case to a test that is green',
    needs: [],
    before: {
      'package.json': nodeManifest(),
      'max.js': 'export const max = (values) => Math.max(...values);\n',
      'max.test.js': nodeTest('./max.js', 'max', ['takes the largest', 'assert.equal(max([1, 9, 4]), 9);']),
    },
    change: {
      'max.js': 'export const max = (values) => (values.length === 0 ? null : Math.max(...values));\n',
      'max.test.js': nodeTest(
        './max.js',
        'max',
        ['takes the largest', 'assert.equal(max([1, 9, 4]), 9);'],
        ['knows no largest of nothing', 'assert.equal(max([]), null);'],
      ),
    },
    status: 'passed',
  },
  {
    name: 'writes a recursion with its base cases',
    needs: [],
    before: { 'package.json': nodeManifest() },
    change: {
      'factorial.js':
        'export function factorial(n) {\n  if (n === 0) return 1;\n  if (n === 1) return 1;\n  return n * factorial(n - 1);\n}\n',
      'factorial.test.js': nodeTest(
        './factorial.js',
        'factorial',
        ['ends at zero', 'assert.equal(factorial(0), 1);'],
        ['ends at one', 'assert.equal(factorial(1), 1);'],
        ['multiplies', 'assert.equal(factorial(5), 120);'],
      ),
    },
    status: 'passed',
  },
  {
    name: 'mends what a red test is about',
    needs: ['python3', 'pytest'],
    before: {
      'sum.py': 'def add(a, b):\n    return a - b\n',
      'test_sum.py': 'from sum import add\n\n\ndef test_adds():\n    assert add(2, 3) == 5\n',
    },
    change: { 'sum.py': 'def add(a, b):\n    return a + b\n' },
    status: 'passed',
  },
  {
    name: 'adds a module with its tests',
    needs: ['python3'],
    before: { 'README.md': '# Sums\n' },
    change: {
      'fizz.py':
        'def fizz(n):\n    if n % 15 == 0:\n        return "FizzBuzz"\n    if n % 5 == 0:\n        return "Buzz"\n    if n % 3 == 0:\n        return "Fizz"\n    return str(n)\n',
      'test_fizz.py':
        'import unittest\n\nfrom fizz import fizz\n\n\nclass FizzTest(unittest.TestCase):\n    def test_all(self):\n        self.assertEqual(fizz(30), "FizzBuzz")\n        self.assertEqual(fizz(10), "Buzz")\n        self.assertEqual(fizz(9), "Fizz")\n        self.assertEqual(fizz(7), "7")\n',
    },
    status: 'passed',
  },
  {
    name: 'mends a fault and writes the test that was missing',
    needs: ['go'],
    before: { 'go.mod': goModule, 'sum.go': 'package sum\n\nfunc Add(a, b int) int {\n\treturn a - b\n}\n' },
    change: {
      'sum.go': 'package sum\n\nfunc Add(a, b int) int {\n\treturn a + b\n}\n',
      'sum_test.go': goTest(['TestAdd', 'if got := Add(2, 3); got != 5 {\n\t\tt.Fatalf("Add(2, 3) = %d", got)\n\t}']),
    },
    status: 'passed',
  },
  {
    name: 'adds a function with its test',
    needs: ['cargo'],
    before: { 'Cargo.toml': cargoManifest, 'src/lib.rs': rustLib('pub fn one() -> i32 {\n    1\n}') },
    change: {
      'src/lib.rs': rustLib('pub fn one() -> i32 {\n    1\n}\n\npub fn shout(text: &str) -> String {\n    text.trim().to_uppercase()\n}', [
        'shouts',
        'assert_eq!(shout(" hey "), "HEY");',
      ]),
    },
    status: 'passed',
  },
  {
    name: 'changes behaviour, which must change a test',
    needs: ['cargo'],
    before: {
      'Cargo.toml': cargoManifest,
      'src/lib.rs': rustLib('pub fn area(side: i32) -> i32 {\n    side * side\n}', ['squares', 'assert_eq!(area(-3), 9);']),
    },
    change: {
      'src/lib.rs': rustLib(
        'pub fn area(side: i32) -> i32 {\n    if side < 0 {\n        return 0;\n    }\n    side * side\n}',
        ['squares', 'assert_eq!(area(-3), 0);'],
        ['squares the positive', 'assert_eq!(area(4), 16);'].map((part) => part.replace('squares the positive', 'squares_positive')) as [
          string,
          string,
        ],
      ),
    },
    status: 'passed',
  },
];
