import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

let clone = '';
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'artemis-ci-'));
  for (const folder of ['bin', 'tooling']) mkdirSync(join(clone, folder));
  cpSync(join(root, '.ci'), join(clone, '.ci'), { recursive: true });
  writeFileSync(join(clone, 'tooling/ci-packages.txt'), '# comment\napt:first  # why\napt:second\n');
  program('dpkg-query', 'echo "install ok installed"');
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

/** Puts a program in front of the real ones. It notes its arguments in `calls`. */
function program(name: string, script: string): void {
  const path = join(clone, 'bin', name);
  writeFileSync(path, `#!/bin/bash\necho "${name} $*" >> "${clone}/calls"\n${script}\n`);
  chmodSync(path, 0o755);
}

/** `npx -y pnpm@12 <what>`: fails for the given ones, and `test` leaves a report. */
function pnpm(failing: readonly string[], report = { passed: 3, failed: 0, skipped: [{}] }): void {
  const json = JSON.stringify(report);
  const fails = failing.map((what) => `[ "$3" = ${what} ] && exit 1`).join('\n');
  program('npx', `[ "$3" = test ] && mkdir -p .vitest && echo '${json}' > .vitest/summary.json\n${fails}\nexit 0`);
}

function run(): { readonly status: number | null; readonly lastLine: string | undefined; readonly output: string; readonly calls: string } {
  const path = `${join(clone, 'bin')}:${process.env['PATH']}`;
  const { status, stdout } = spawnSync('bash', ['.ci/run'], { cwd: clone, encoding: 'utf8', env: { ...process.env, PATH: path } });
  return { status, lastLine: stdout.trimEnd().split('\n').at(-1), output: stdout, calls: readFileSync(join(clone, 'calls'), 'utf8') };
}

it('installs, checks, demonstrates and tests, and prints the counts last', () => {
  pnpm([]);
  const { status, lastLine, calls } = run();
  expect(status).toBe(0);
  expect(lastLine).toBe('3 passed, 0 failed, 1 skipped');
  expect(calls.split('\n').filter((call) => call.startsWith('npx'))).toEqual([
    'npx -y pnpm@12 install --frozen-lockfile',
    'npx -y pnpm@12 check',
    'npx -y pnpm@12 demo',
    'npx -y pnpm@12 test',
  ]);
});

it.each(['check', 'test', 'demo'])('fails when %s fails, and still runs the rest', (step) => {
  pnpm([step]);
  const { status, lastLine, output, calls } = run();
  expect(status).toBe(1);
  expect(output).toContain(`FAILED: ${step}`);
  expect(lastLine).toBe('3 passed, 0 failed, 1 skipped');
  expect(calls).toContain('pnpm@12 demo');
});

it('stops when the installation fails', () => {
  pnpm(['install']);
  const { status, lastLine, calls } = run();
  expect(status).toBe(1);
  expect(lastLine).toBe('0 passed, 1 failed, 0 skipped');
  expect(calls).not.toContain('pnpm@12 test');
});

it('fails when the tests leave no report, or only one from an earlier run', () => {
  program('npx', 'exit 0');
  mkdirSync(join(clone, '.vitest'));
  writeFileSync(join(clone, '.vitest/summary.json'), '{ "passed": 9, "failed": 0, "skipped": [] }');
  const { status, lastLine } = run();
  expect(status).toBe(1);
  expect(lastLine).toBe('0 passed, 1 failed, 0 skipped');
});

it('installs the missing system packages as root, one by one where all at once fails', () => {
  pnpm([]);
  program('id', 'echo 0');
  program('dpkg-query', 'echo "unknown ok not-installed"');
  program('apt-get', '[[ "$*" == *first* ]] && exit 100; exit 0');
  const { status, output, calls } = run();
  expect(calls.split('\n').filter((call) => call.startsWith('apt-get'))).toEqual([
    'apt-get update -qq',
    'apt-get install -y -qq --no-install-recommends first second',
    'apt-get install -y -qq --no-install-recommends first',
    'apt-get install -y -qq --no-install-recommends second',
  ]);
  expect(output).toContain('cannot install: first');
  expect(status).toBe(0);
});

it('asks for no packages where it is not root', () => {
  pnpm([]);
  program('id', 'echo 1000');
  program('dpkg-query', 'exit 1');
  const { status, output, calls } = run();
  expect(output).toContain('cannot install: first second');
  expect(calls).not.toContain('apt-get');
  expect(status).toBe(0);
});
