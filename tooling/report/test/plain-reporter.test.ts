import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

let project = '';
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'artemis-report-'));
  mkdirSync(join(project, 'node_modules'));
  symlinkSync(join(root, 'node_modules/vitest'), join(project, 'node_modules/vitest'));
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

/** Runs a test file below a real vitest with the reporter. */
function run(test: string, allowed = ''): { readonly status: number | null; readonly lines: readonly string[]; readonly summary: unknown } {
  const options = { allowedSkips: 'allowed.txt', summary: 'out/summary.json' };
  const reporter = join(root, 'tooling/report/src/plain-reporter.ts');
  const settings = { reporters: [[reporter, options]], includeTaskLocation: true };
  writeFileSync(join(project, 'vitest.config.js'), `export default { test: ${JSON.stringify(settings)} };`);
  writeFileSync(join(project, 'allowed.txt'), allowed);
  writeFileSync(join(project, 'a.test.js'), `import { describe, expect, it } from 'vitest';\n${test}`);
  const { status, stdout } = spawnSync(join(root, 'node_modules/.bin/vitest'), ['run'], { cwd: project, encoding: 'utf8' });
  const summary: unknown = JSON.parse(readFileSync(join(project, 'out/summary.json'), 'utf8'));
  return { status, lines: stdout.trimEnd().split('\n'), summary };
}

it('prints one line for a file that passes, and the counts last', () => {
  const { status, lines } = run(`it('a', () => { expect(1).toBe(1); });\nit('b', () => { expect(1).toBe(1); });`);
  expect(status).toBe(0);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^ok {3}a\.test\.js {2}2 tests {2}\d+ ms$/);
  expect(lines[1]).toBe('2 passed, 0 failed, 0 skipped');
});

it('shows a failure with its difference and its place, without colour', () => {
  const { status, lines, summary } = run(`describe('group', () => {\n  it('a', () => { expect('left').toBe('right'); });\n});`);
  const text = lines.join('\n');
  expect(status).toBe(1);
  expect(text).toContain('FAIL a.test.js > group > a');
  expect(text).toContain('Expected: "right"');
  expect(text).toContain('Received: "left"');
  expect(text).toContain('at a.test.js:3:');
  expect(text).not.toContain('\u001b');
  expect(summary).toMatchObject({ passed: 0, failed: 1 });
});

it('counts a file that cannot be loaded, and an error outside any test', () => {
  const broken = run(`throw new TypeError('broken file');`);
  expect(broken.status).toBe(1);
  expect(broken.lines.join('\n')).toContain('TypeError: broken file');
  expect(broken.lines.at(-1)).toBe('0 passed, 1 failed, 0 skipped');

  const late = run(`it('a', () => { expect(1).toBe(1); Promise.reject(new TypeError('late')); });`);
  expect(late.status).toBe(1);
  expect(late.lines.at(-1)).toBe('1 passed, 1 failed, 0 skipped');
});

it('fails for a skipped test that nobody allowed, and gives the reason from the comment above', () => {
  const { status, lines } = run(`// Needs a server that is not installed.\nit.skipIf(true)('a', () => { expect(1).toBe(1); });`);
  expect(status).toBe(1);
  expect(lines).toContain('skip a.test.js > a  (Needs a server that is not installed.)');
  expect(lines.at(-1)).toBe('0 passed, 0 failed, 1 skipped');
});

it('finds the reason above the group', () => {
  const { lines } = run(`// Needs the network.\ndescribe.skipIf(true)('group', () => {\n  it('a', () => { expect(1).toBe(1); });\n});`);
  expect(lines).toContain('skip a.test.js > group > a  (Needs the network.)');
});

it('finds the reason in the title of the group', () => {
  const { lines } = run(`describe.skipIf(true)('disks (needs tmpfs)', () => {\n  it('a', () => { expect(1).toBe(1); });\n});`);
  expect(lines).toContain('skip a.test.js > disks (needs tmpfs) > a  (needs tmpfs)');
});

it('accepts a skipped test that is listed', () => {
  const text = `it('b', () => { expect(1).toBe(1); });\nit.skipIf(true)('a', () => { expect(1).toBe(1); });`;
  const { status, summary } = run(text, '# no reason needed\na.test.js > a\n');
  expect(status).toBe(0);
  expect(summary).toEqual({ passed: 1, failed: 0, skipped: [{ path: 'a.test.js', name: 'a', reason: '' }] });
});
