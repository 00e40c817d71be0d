import { missing } from '@artemis/tooling-testkit';
import { describe, expect, it } from 'vitest';
import { verdictOn, type Files } from '../build-project.ts';
import { nodeManifest, nodeTest } from '../scenarios/scenario.ts';

const wrong = 'export const add = (a, b) => a - b;\n';
const right = 'export const add = (a, b) => a + b;\n';
const addsTest = nodeTest('./add.js', 'add', ['adds', 'assert.equal(add(2, 3), 5);']);
const project = (script: string, more: Files = {}): Files => ({
  'package.json': nodeManifest(script),
  'add.js': wrong,
  'add.test.js': addsTest,
  ...more,
});
const python = { 'sums.py': 'def add(a, b):\n    return a - b\n' };
const pythonRight = { 'sums.py': 'def add(a, b):\n    return a + b\n' };
const pytestFile = 'from sums import add\n\n\ndef test_adds():\n    assert add(2, 3) == 5\n';

/** Projects whose gate says yes whatever the code does, and a change of each. */
const gates: readonly (readonly [what: string, before: Files, change: Files, needs?: readonly string[]])[] = [
  ['a script that ends in `|| true`', project('node --test || true'), { 'add.js': right }],
  ['a script whose exit code a pipe hides', project('node --test | cat'), { 'add.js': right }],
  ['a script that goes on after `;`', project('node --test; exit 0'), { 'add.js': right }],
  ['a script that ends in `exit 0`', project('node --test && exit 0'), { 'add.js': right }],
  ['a script that runs its tests in the background', project('node --test &'), { 'add.js': right }],
  ['a script that only prints', project('echo tested'), { 'add.js': right }],
  ['a script that is true', project('true'), { 'add.js': right }],
  [
    'a runner that collects no test',
    { 'package.json': nodeManifest('node --test "nothing/*.test.js"'), 'add.js': wrong },
    { 'add.js': right },
  ],
  [
    'a runner whose tests are all skipped',
    project('node --test', { 'add.test.js': addsTest.replace("test('adds'", "test.skip('adds'") }),
    { 'add.js': right },
  ],
  ['a runner that may pass without tests', project('node --test "none/*.test.js" --passWithNoTests'), { 'add.js': right }],
  [
    'a test that asserts nothing',
    project('node --test', { 'add.test.js': nodeTest('./add.js', 'add', ['adds', 'add(2, 3);']) }),
    { 'add.js': right },
  ],
  // The process ends well although the only test of the file was never reached.
  ['a process that ends before its tests', project('node --test', { 'add.test.js': `process.exit(0);\n${addsTest}` }), { 'add.js': right }],
  [
    'a target of make whose exit code is ignored',
    { Makefile: 'test:\n\t-python3 -m pytest\n', ...python, 'check.py': '' },
    pythonRight,
    ['make', 'python3'],
  ],
  [
    'pytest that only collects',
    { ...python, 'pytest.ini': '[pytest]\naddopts = --collect-only\n', 'test_sums.py': pytestFile },
    pythonRight,
    ['python3', 'pytest'],
  ],
  [
    'pytest that collects nothing',
    { ...python, 'pytest.ini': '[pytest]\ntestpaths = none\npython_files = never_*.py\n', 'test_sums.py': pytestFile },
    pythonRight,
    ['python3', 'pytest'],
  ],
];

describe('a gate that cannot say no', () => {
  for (const [name, before, change] of gates.filter(([what, , , needs = []]) => !missing(['bwrap', ...needs], what))) {
    it(`C11: proves nothing: ${name}`, { timeout: 120_000 }, async () => {
      const report = await verdictOn(before, change);
      expect(report).toMatchObject({ status: 'inconclusive', evidence: { kind: 'none' } });
      expect(report.summary).toMatch(/^gate_inconclusive \(/);
    });
  }
});
