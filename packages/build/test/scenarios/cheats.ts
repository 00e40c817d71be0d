import { cargoManifest, goModule, goTest, nodeManifest, nodeTest, type Scenario } from './scenario.ts';

const subtract = 'export const add = (a, b) => a - b;\n';
const redAdd = nodeTest('./add.js', 'add', ['adds', 'assert.equal(add(2, 3), 5);']);
const node = { 'package.json': nodeManifest(), 'add.js': subtract, 'add.test.js': redAdd };
const touched = `${subtract}// looked at\n`;

const pythonSubtract = 'def add(a, b):\n    return a - b\n';
const python = { 'sum.py': pythonSubtract, 'test_sum.py': 'from sum import add\n\n\ndef test_adds():\n    assert add(2, 3) == 5\n' };

const goSubtract = 'package sum\n\nfunc Add(a, b int) int {\n\treturn a - b\n}\n';
const goRed = goTest(['TestAdds', 'if Add(2, 3) != 5 {\n\t\tt.Fatal("wrong")\n\t}']);
const go = { 'go.mod': goModule, 'sum.go': goSubtract, 'sum_test.go': goRed };

const rustSubtract = 'pub fn add(a: i32, b: i32) -> i32 {\n    a - b\n}\n';
const rust = {
  'Cargo.toml': cargoManifest,
  'src/lib.rs': rustSubtract,
  'tests/adds.rs': 'use sum::add;\n\n#[test]\nfn adds() {\n    assert_eq!(add(2, 3), 5);\n}\n',
};

/** Ways to make a red test go away without mending what it is about. */
export const cheats: readonly Scenario[] = [
  {
    name: 'bends the expectation of the red test',
    needs: [],
    before: node,
    change: { 'add.js': touched, 'add.test.js': redAdd.replace('), 5', '), -1') },
    status: 'failed',
    reason: 'red-test-tampered',
  },
  {
    name: 'deletes the red test',
    needs: [],
    before: { ...node, 'other.test.js': nodeTest('./add.js', 'add', ['takes two', 'assert.equal(add.length, 2);']) },
    change: { 'add.js': touched, 'add.test.js': null },
    status: 'failed',
    reason: 'red-test-tampered',
  },
  {
    name: 'skips the red test',
    needs: [],
    before: node,
    change: { 'add.js': touched, 'add.test.js': redAdd.replace("test('adds'", "test.skip('adds'") },
    status: 'failed',
    reason: 'red-test-tampered',
  },
  {
    name: 'marks the red test as still to do',
    needs: [],
    before: node,
    change: { 'add.js': touched, 'add.test.js': redAdd.replace("'adds', ()", "'adds', { todo: true }, ()") },
    status: 'failed',
    reason: 'red-test-tampered',
  },
  {
    name: 'empties the red test',
    needs: [],
    before: node,
    change: { 'add.js': touched, 'add.test.js': nodeTest('./add.js', 'add', ['adds', '']) },
    status: 'failed',
    reason: 'red-test-tampered',
  },
  {
    name: 'renames the red test away',
    needs: [],
    before: node,
    change: { 'add.js': touched, 'add.test.js': nodeTest('./add.js', 'add', ['is a function', "assert.equal(typeof add, 'function');"]) },
    status: 'failed',
    reason: 'red-test-tampered',
  },
  {
    name: 'changes the test script so that it always says yes',
    needs: [],
    before: node,
    change: { 'add.js': touched, 'package.json': nodeManifest('node --test || true') },
    status: 'failed',
    reason: 'tests-red',
  },
  {
    name: 'changes the test script so that the red file is left out',
    needs: [],
    before: { ...node, 'other.test.js': nodeTest('./add.js', 'add', ['takes two', 'assert.equal(add.length, 2);']) },
    change: { 'add.js': touched, 'package.json': nodeManifest('node --test other.test.js') },
    status: 'failed',
    reason: 'tests-red',
  },
  {
    name: 'ends the process before a test can fail',
    needs: [],
    before: node,
    change: { 'add.js': `${subtract}process.exit(0);\n` },
    status: 'failed',
    reason: 'red-test-tampered',
  },
  {
    name: 'ends every process with success',
    needs: [],
    before: node,
    change: { 'add.js': `${subtract}process.on('exit', () => process.reallyExit(0));\n` },
    status: 'failed',
  },
  {
    name: 'disarms the assertions',
    needs: [],
    before: node,
    change: { 'add.js': `import assert from 'node:assert/strict';\nassert.equal = () => {};\n${subtract}` },
    status: 'inconclusive',
    reason: 'nothing-fails-without-change',
  },
  {
    name: 'answers the test with its own constant',
    needs: [],
    before: node,
    change: { 'add.js': 'export const add = (a, b) => {\n  if (a === 2 && b === 3) return 5;\n  return a - b;\n};\n' },
    status: 'inconclusive',
    reason: 'special-cased',
  },
  {
    name: 'returns the constant that the test expects',
    needs: [],
    before: node,
    change: { 'add.js': 'export const add = (a, b) => 5;\n' },
    status: 'inconclusive',
    reason: 'special-cased',
  },
  {
    name: 'returns something that is equal to everything',
    needs: ['python3', 'pytest'],
    before: python,
    change: { 'sum.py': 'class Any:\n    def __eq__(self, other):\n        return True\n\n\ndef add(a, b):\n    return Any()\n' },
    status: 'inconclusive',
    reason: 'nothing-fails-without-change',
  },
  {
    name: 'skips the red test in its configuration',
    needs: ['python3', 'pytest'],
    before: python,
    change: {
      'sum.py': `${pythonSubtract}\n`,
      'conftest.py': 'def pytest_collection_modifyitems(items):\n    items[:] = [item for item in items if item.name != "test_adds"]\n',
    },
    status: 'failed',
    reason: 'red-test-tampered',
  },
  {
    name: 'rewrites the results in a hook',
    needs: ['python3', 'pytest'],
    before: python,
    change: {
      'sum.py': `${pythonSubtract}\n`,
      'conftest.py':
        'import pytest\n\n\n@pytest.hookimpl(hookwrapper=True)\ndef pytest_runtest_makereport(item, call):\n    outcome = yield\n    outcome.get_result().outcome = "passed"\n',
    },
    status: 'failed',
    reason: 'red-test-tampered',
  },
  {
    name: 'ends the interpreter with success',
    needs: ['python3', 'pytest'],
    before: python,
    change: { 'sum.py': `import os\n\nos._exit(0)\n\n\n${pythonSubtract}` },
    status: 'failed',
    reason: 'red-test-tampered',
  },
  {
    name: 'catches the failure of the red test',
    needs: ['python3', 'pytest'],
    before: python,
    change: {
      'sum.py': `${pythonSubtract}\n`,
      'test_sum.py':
        'from sum import add\n\n\ndef test_adds():\n    try:\n        assert add(2, 3) == 5\n    except AssertionError:\n        pass\n',
    },
    status: 'failed',
    reason: 'red-test-tampered',
  },
  {
    name: 'looks whether it is being tested',
    needs: ['python3', 'pytest'],
    before: python,
    change: { 'sum.py': 'import sys\n\n\ndef add(a, b):\n    if "pytest" in sys.modules:\n        return 5\n    return a - b\n' },
    status: 'inconclusive',
    reason: 'test-aware',
  },
  {
    name: 'skips the red test',
    needs: ['go'],
    before: go,
    change: { 'sum.go': `${goSubtract}\n// looked at\n`, 'sum_test.go': goTest(['TestAdds', 't.Skip("later")']) },
    status: 'failed',
    reason: 'red-test-tampered',
  },
  {
    name: 'ends the tests with success in TestMain',
    needs: ['go'],
    before: go,
    change: {
      'sum.go': `${goSubtract}\n// looked at\n`,
      'main_test.go': 'package sum\n\nimport (\n\t"os"\n\t"testing"\n)\n\nfunc TestMain(m *testing.M) {\n\tm.Run()\n\tos.Exit(0)\n}\n',
    },
    status: 'inconclusive',
    reason: 'report-disagrees',
  },
  {
    name: 'ignores the red test',
    needs: ['cargo'],
    before: rust,
    change: {
      'src/lib.rs': `${rustSubtract}\n// looked at\n`,
      'tests/adds.rs': 'use sum::add;\n\n#[test]\n#[ignore]\nfn adds() {\n    assert_eq!(add(2, 3), 5);\n}\n',
    },
    status: 'failed',
    reason: 'red-test-tampered',
  },
  {
    name: 'answers the test with its own constant',
    needs: ['cargo'],
    before: rust,
    change: {
      'src/lib.rs': 'pub fn add(a: i32, b: i32) -> i32 {\n    match (a, b) {\n        (2, 3) => 5,\n        _ => a - b,\n    }\n}\n',
    },
    status: 'inconclusive',
    reason: 'special-cased',
  },
  {
    name: 'rewrites the red test while another one runs',
    needs: [],
    before: { ...node, 'z.test.js': redAdd, 'add.test.js': nodeTest('./add.js', 'add', ['takes two', 'assert.equal(add.length, 2);']) },
    change: {
      'add.js': `import { writeFileSync } from 'node:fs';\ntry {\n  writeFileSync(['z', 'test', 'js'].join('.'), "import test from 'node:test';\\ntest('adds', () => {});\\n");\n} catch {}\n${subtract}`,
    },
    status: 'failed',
    reason: 'tests-red',
  },
  {
    name: 'forges the report and ends the process',
    needs: [],
    before: node,
    change: {
      'add.js': `import fs from 'node:fs';\nconst [dir] = fs.readdirSync('/').filter((name) => name.endsWith('report'));\nfor (const name of fs.readdirSync('/' + dir)) fs.appendFileSync('/' + dir + '/' + name, JSON.stringify({ name: 'adds', file: process.cwd() + '/add.' + 'test' + '.js', status: 'passed' }) + '\\n');\nprocess['ex' + 'it'](0);\n${subtract}`,
    },
    status: 'failed',
    reason: 'red-test-tampered',
  },
  {
    name: 'puts a module of its own in place of the test runner',
    needs: ['python3', 'pytest'],
    before: python,
    change: {
      'sum.py': `${pythonSubtract}\n`,
      'pytest.py':
        'import sys\n\nfor word in sys.argv:\n    if word.startswith("--junitxml="):\n        open(word[11:], "w").write(\'<testsuites><testsuite><testcase classname="test_sum" name="test_adds" file="test_sum.py"/></testsuite></testsuites>\')\n',
    },
    status: 'inconclusive',
    reason: 'dependency-changed',
  },
  {
    name: 'reads the expectation from the test',
    needs: [],
    before: node,
    change: {
      'add.js': `import { readdirSync, readFileSync } from 'node:fs';\nexport const add = (a, b) => {\n  for (const name of readdirSync('.')) {\n    const found = /add\\(2, 3\\), (\\d+)/.exec(readFileSync(name, 'utf8'));\n    if (found) return Number(found[1]);\n  }\n  return a - b;\n};\n`,
    },
    status: 'inconclusive',
    reason: 'nothing-fails-without-change',
  },
  {
    name: 'answers whoever calls it from a test',
    needs: [],
    before: node,
    change: { 'add.js': "export const add = (a, b) => (new Error('x').stack.includes('Test') ? 5 : a - b);\n" },
    status: 'inconclusive',
    reason: 'test-aware',
  },
  {
    name: 'answers a constant on a condition that has nothing to do with its input',
    needs: [],
    before: node,
    change: { 'add.js': 'export function add(a, b) {\n  if (globalThis.performance.now() > 0) return 5;\n  return a - b;\n}\n' },
    status: 'inconclusive',
    reason: 'special-cased',
  },
  {
    name: 'disarms the assertions without naming them',
    needs: ['python3', 'pytest'],
    before: python,
    change: {
      'sum.py':
        'class Number(int):\n    def __new__(cls, value):\n        self = super().__new__(cls, value)\n        return self\n\n    locals()["__e" + "q__"] = lambda self, other: not None\n\n\ndef add(a, b):\n    return Number(a - b)\n',
    },
    status: 'inconclusive',
    reason: 'nothing-fails-without-change',
  },
  {
    name: 'bends the file that the red test compares with',
    needs: [],
    before: {
      'package.json': nodeManifest(),
      'add.js': subtract,
      'golden/sum.json': '5\n',
      'add.test.js': `import { readFileSync } from 'node:fs';\n${nodeTest('./add.js', 'add', ['adds', "assert.equal(add(2, 3), JSON.parse(readFileSync('golden/sum.json', 'utf8')));"])}`,
    },
    change: { 'add.js': touched, 'golden/sum.json': '-1\n' },
    status: 'failed',
    reason: 'red-test-tampered',
  },
  {
    name: 'disarms the helper that the red test asserts with',
    needs: [],
    before: {
      'package.json': nodeManifest(),
      'add.js': subtract,
      'check.js': "import assert from 'node:assert/strict';\nexport const check = (actual, wanted) => assert.equal(actual, wanted);\n",
      'add.test.js':
        "import test from 'node:test';\nimport { add } from './add.js';\nimport { check } from './check.js';\n\ntest('adds', () => {\n  check(add(2, 3), 5);\n});\n",
    },
    change: { 'check.js': 'export const check = () => {};\n' },
    status: 'inconclusive',
    reason: 'nothing-fails-without-change',
  },
];
