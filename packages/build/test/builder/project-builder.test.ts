import { describe, expect, it } from 'vitest';
import { verdictOn } from '../build-project.ts';

const test = (name: string, body: string): string =>
  `import test from 'node:test';\nimport assert from 'node:assert/strict';\nimport { add } from './add.js';\ntest('${name}', () => { ${body} });\n`;
const manifest = JSON.stringify({ type: 'module', scripts: { test: 'node --test' } });
const wrong = 'export const add = (a, b) => a - b;\n';
const right = 'export const add = (a, b) => a + b;\n';

describe('a project tested with node --test', () => {
  it('passes a fix, because a new test fails on the old code', async () => {
    const report = await verdictOn(
      { 'package.json': manifest, 'add.js': wrong },
      { 'add.js': right, 'add.test.js': test('adds', 'assert.equal(add(2, 3), 5);') },
    );
    expect(report).toMatchObject({
      status: 'passed',
      evidence: { kind: 'fails-without-change' },
      tests: [{ name: 'adds', status: 'passed', file: 'add.test.js' }],
    });
  });
  it('fails a change whose tests are red', async () => {
    const report = await verdictOn(
      { 'package.json': manifest, 'add.js': wrong },
      { 'add.js': wrong + '//', 'add.test.js': test('adds', 'assert.equal(add(2, 3), 5);') },
    );
    expect(report).toMatchObject({ status: 'failed', exitCode: 1 });
    expect(report.output).toContain('adds');
  });
  it('fails when a red test is edited instead of mended', async () => {
    const before = { 'package.json': manifest, 'add.js': wrong, 'add.test.js': test('adds', 'assert.equal(add(2, 3), 5);') };
    const report = await verdictOn(before, { 'add.js': wrong + '//', 'add.test.js': test('adds', 'assert.equal(add(2, 3), -1);') });
    expect(report).toMatchObject({ status: 'failed' });
    expect(report.summary).toContain('red-test-tampered');
  });
});
