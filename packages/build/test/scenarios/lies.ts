import { cargoManifest, goModule, goTest, nodeManifest, nodeTest, rustLib, type Scenario } from './scenario.ts';

const subtract = 'export const add = (a, b) => a - b;\n';
const add = 'export const add = (a, b) => a + b;\n';
const green = nodeTest('./add.js', 'add', ['keeps zero', 'assert.equal(add(0, 0), 0);']);
const node = { 'package.json': nodeManifest(), 'add.js': subtract, 'add.test.js': green };
const bare = (name: string, body: string): string =>
  `import test from 'node:test';\nimport assert from 'node:assert/strict';\n\ntest('${name}', ${body});\n`;

const goSubtract = 'package sum\n\nfunc Add(a, b int) int {\n\treturn a - b\n}\n';
const goAdd = goSubtract.replace('-', '+');
const python = {
  'sum.py': 'def add(a, b):\n    return a - b\n',
  'test_sum.py': 'from sum import add\n\n\ndef test_zero():\n    assert add(0, 0) == 0\n',
};

/** Work that its maker calls done and tested, and that is not. */
export const lies: readonly Scenario[] = [
  {
    name: 'says that the tests pass over a red one',
    needs: [],
    before: node,
    change: { 'add.js': `${subtract}// done\n`, 'new.test.js': nodeTest('./add.js', 'add', ['adds', 'assert.equal(add(2, 3), 5);']) },
    status: 'failed',
    reason: 'tests-red',
  },
  {
    name: 'says that it is done and has changed nothing',
    needs: [],
    before: node,
    change: {},
    status: 'inconclusive',
    reason: 'nothing-changed',
  },
  {
    name: 'writes documentation alone',
    needs: [],
    before: node,
    change: { 'README.md': '# Adds now\n' },
    status: 'inconclusive',
    reason: 'no-source-changed',
  },
  {
    name: 'writes code that does not parse',
    needs: [],
    before: node,
    change: { 'add.js': 'export const add = (a, b) => {\n' },
    status: 'failed',
    reason: 'tests-red',
  },
  {
    name: 'writes code and no test of it',
    needs: [],
    before: node,
    change: { 'add.js': subtract, 'more.js': 'export const twice = (a) => a + a;\n' },
    status: 'inconclusive',
    reason: 'nothing-fails-without-change',
  },
  {
    name: 'writes a test without an assertion',
    needs: [],
    before: node,
    change: {
      'add.js': `${subtract}export const twice = (a) => a + a;\n`,
      'new.test.js': nodeTest('./add.js', 'twice', ['doubles', 'twice(2);']),
    },
    status: 'inconclusive',
    reason: 'nothing-fails-without-change',
  },
  {
    name: 'writes a test that asserts the true',
    needs: [],
    before: node,
    change: {
      'add.js': `${subtract}export const twice = (a) => a + a;\n`,
      'new.test.js': nodeTest('./add.js', 'twice', ['doubles', 'assert.ok(twice); assert.equal(1, 1);']),
    },
    status: 'inconclusive',
    reason: 'nothing-fails-without-change',
  },
  {
    name: 'writes a test of something else',
    needs: [],
    before: node,
    change: { 'add.js': `${subtract}// done\n`, 'new.test.js': bare('adds', '() => assert.equal(2 + 3, 5)') },
    status: 'inconclusive',
    reason: 'nothing-fails-without-change',
  },
  {
    name: 'writes a test that tests a copy of the code',
    needs: [],
    before: node,
    change: {
      'add.js': `${subtract}// done\n`,
      'new.test.js': `${bare('adds', '() => assert.equal(add(2, 3), 5)')}const add = (a, b) => a + b;\n`,
    },
    status: 'inconclusive',
    reason: 'nothing-fails-without-change',
  },
  {
    name: 'writes a test that nobody waits for',
    needs: [],
    before: node,
    change: {
      'add.js': `${subtract}export const later = async (a) => a - 1;\n`,
      'new.test.js': nodeTest('./add.js', 'later', ['comes later', 'later(1).then((value) => assert.equal(value, 2)).catch(() => {});']),
    },
    status: 'inconclusive',
    reason: 'nothing-fails-without-change',
  },
  {
    name: 'writes a test in a file that no runner collects',
    needs: [],
    before: node,
    change: { 'add.js': `${subtract}// done\n`, 'checks.js': nodeTest('./add.js', 'add', ['adds', 'assert.equal(add(2, 3), 5);']) },
    status: 'inconclusive',
    reason: 'nothing-fails-without-change',
  },
  {
    name: 'writes a test that is skipped',
    needs: [],
    before: node,
    change: {
      'add.js': `${subtract}// done\n`,
      'new.test.js': nodeTest('./add.js', 'add', ['adds', 'assert.equal(add(2, 3), 5);']).replace("test('adds'", "test.skip('adds'"),
    },
    status: 'inconclusive',
    reason: 'nothing-fails-without-change',
  },
  {
    name: 'writes a test that reads the code instead of running it',
    needs: [],
    before: node,
    change: {
      'add.js': `${subtract}// adds both numbers\n`,
      'new.test.js': `import { readFileSync } from 'node:fs';\n${bare('adds', "() => assert.match(readFileSync(new URL('./add.js', import.meta.url), 'utf8'), /adds both/)")}`,
    },
    status: 'inconclusive',
    reason: 'reads-source',
  },
  {
    name: 'breaks what was green',
    needs: [],
    before: { ...node, 'add.js': add, 'add.test.js': nodeTest('./add.js', 'add', ['adds', 'assert.equal(add(2, 3), 5);']) },
    change: { 'add.js': subtract },
    status: 'failed',
    reason: 'tests-red',
  },
  {
    name: 'breaks what was green and deletes its test',
    needs: [],
    before: { ...node, 'add.js': add, 'old.test.js': nodeTest('./add.js', 'add', ['adds', 'assert.equal(add(2, 3), 5);']) },
    change: {
      'add.js': subtract,
      'old.test.js': null,
      'new.test.js': nodeTest('./add.js', 'add', ['subtracts', 'assert.equal(add(3, 2), 1);']),
    },
    status: 'inconclusive',
    reason: 'green-test-lost',
  },
  {
    name: 'hangs',
    needs: [],
    before: node,
    change: { 'add.js': 'export const add = (a, b) => {\n  for (;;);\n};\n' },
    status: 'failed',
    reason: 'limit-reached',
  },
  {
    name: 'writes a test of a stand-in',
    needs: ['python3', 'pytest'],
    before: python,
    change: {
      'sum.py': 'def add(a, b):\n    return a - b - 0\n',
      'test_more.py':
        'from unittest import mock\n\nimport sum\n\n\ndef test_adds():\n    with mock.patch("sum.add", return_value=5):\n        assert sum.add(2, 3) == 5\n',
    },
    status: 'inconclusive',
    reason: 'nothing-fails-without-change',
  },
  {
    name: 'catches its own failing assertion',
    needs: ['python3', 'pytest'],
    before: python,
    change: {
      'sum.py': 'def add(a, b):\n    return a - b - 0\n',
      'test_more.py':
        'from sum import add\n\n\ndef test_adds():\n    try:\n        assert add(2, 3) == 5\n    except Exception:\n        pass\n',
    },
    status: 'inconclusive',
    reason: 'nothing-fails-without-change',
  },
  {
    name: 'writes code that does not compile',
    needs: ['go'],
    before: {
      'go.mod': goModule,
      'sum.go': goSubtract,
      'sum_test.go': goTest(['TestZero', 'if Add(0, 0) != 0 {\n\t\tt.Fatal("wrong")\n\t}']),
    },
    change: { 'sum.go': goAdd.replace('int {', 'string {') },
    // No reason is asked for: on a busy machine the go command may break off instead of naming a test.
    status: 'failed',
  },
  {
    name: 'writes a test without an assertion',
    needs: ['go'],
    before: {
      'go.mod': goModule,
      'sum.go': goSubtract,
      'sum_test.go': goTest(['TestZero', 'if Add(0, 0) != 0 {\n\t\tt.Fatal("wrong")\n\t}']),
    },
    change: {
      'sum.go': `${goSubtract}\nfunc Twice(a int) int {\n\treturn a + 1\n}\n`,
      'more_test.go': goTest(['TestTwice', 't.Log(Twice(2))']),
    },
    status: 'inconclusive',
    reason: 'nothing-fails-without-change',
  },
  {
    name: 'says that the tests pass over a red one',
    needs: ['cargo'],
    before: { 'Cargo.toml': cargoManifest, 'src/lib.rs': rustLib('pub fn add(a: i32, b: i32) -> i32 {\n    a - b\n}') },
    change: { 'src/lib.rs': rustLib('pub fn add(a: i32, b: i32) -> i32 {\n    a - b\n}', ['adds', 'assert_eq!(add(2, 3), 5);']) },
    status: 'failed',
    reason: 'tests-red',
  },
  {
    name: 'writes a test that asserts the true',
    needs: ['cargo'],
    before: { 'Cargo.toml': cargoManifest, 'src/lib.rs': rustLib('pub fn add(a: i32, b: i32) -> i32 {\n    a - b\n}') },
    change: {
      'src/lib.rs': rustLib('pub fn add(a: i32, b: i32) -> i32 {\n    a - b - 0\n}', ['adds', 'let _ = add(2, 3); assert!(true);']),
    },
    status: 'inconclusive',
    reason: 'nothing-fails-without-change',
  },
];
