import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { faultServer, replies, scriptedModelServer } from '@artemis/tooling-testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { modelAt } from '../support/answers.ts';
import { artemis, type Ended } from '../support/artemis.ts';
import { openHome } from '../support/home.ts';
import { openRepository, type Repository } from '../support/repository.ts';

let repository: Repository;

beforeEach(async () => {
  repository = await openRepository();
  await repository.commit({ 'src/sum.js': 'export const sum = (a, b) => a + b;\n' });
});
afterEach(() => repository[Symbol.asyncDispose]());

const review = (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  artemis(repository.home, ['review', ...args], { env });
const evil = { 'src/sum.js': 'export const sum = (a, b) => eval(`${a} + ${b}`);\n' };
const finding = {
  path: 'src/sum.js',
  line: 9,
  quote: 'export const sum = (a, b) => b + a;',
  severity: 'blocking',
  message: 'Wrong order.',
};

describe('artemis review', () => {
  it('K73: without a model, rules review: 0 when nothing blocks, and it says that no model has read the change', async () => {
    await repository.write({ 'src/sum.js': 'export const sum = (a, b) => b + a;\n' });
    const { code, stdout, stderr } = await review();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^1 changed file against main \([0-9a-f]{9}\)\nok approved: Rules found 0 blocking.*No model has read the change/,
    );
  });

  it('ends with 1 when something blocks, with place, severity and rule of each finding', async () => {
    await repository.write(evil);
    const { code, stdout } = await review();
    expect(code).toBe(1);
    expect(stdout).toMatch(/^src\/sum\.js:1 {2}blocking {2}.* \[dynamic-code\]$/m);
    expect(stdout).toMatch(/^x changes requested: Rules found 1 blocking/m);
  });

  it('prints one document with --json or --format json', async () => {
    await repository.write(evil);
    const [json, format] = await Promise.all([review(['--json']), review(['--format', 'json'])]);
    expect(JSON.parse(json.stdout)).toEqual(JSON.parse(format.stdout));
    expect(JSON.parse(json.stdout)).toMatchObject({
      version: 1,
      base: { name: 'main' },
      files: 1,
      status: 'changes-requested',
      findings: [{ path: 'src/sum.js', line: 1, severity: 'blocking', rule: 'dynamic-code' }],
      served_by: { name: 'rules', rung: 'primary' },
      degraded: null,
      left_out: [],
      cost: { calls: 0 },
    });
  });

  it('prints SARIF that code hosts read', async () => {
    await repository.write(evil);
    const { code, stdout } = await review(['--format', 'sarif']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ version: '2.1.0', runs: [{ results: [{ ruleId: 'dynamic-code', level: 'error' }] }] });
  });

  it('P01: refuses a format and a base it does not know, with 2', async () => {
    const [format, base] = await Promise.all([review(['--format', 'xml']), review(['--base', 'nowhere'])]);
    expect([format.code, base.code]).toEqual([2, 2]);
    expect(base.stderr).toContain('There is no commit "nowhere" here.');
  });

  it('compares with what is named', async () => {
    await repository.commit(evil);
    const [last, before] = await Promise.all([review(), review(['--base', 'HEAD~1'])]);
    expect([last.code, before.code]).toEqual([0, 1]);
    expect(last.stdout).toMatch(/^Nothing to review against main/);
  });

  it('says so, with 2, where nothing tells what to compare with: to approve nothing would look like approving something', async () => {
    repository.git('branch', '--move', 'work');
    const { code, stderr, stdout } = await review();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('--base');
  });

  it('says so, with 2, outside of a repository', async () => {
    await using home = await openHome();
    const { code, stderr } = await artemis(home, ['review']);
    expect(code).toBe(2);
    expect(stderr).toContain('ARTEMIS_E_NO_REPOSITORY');
  });

  it('names what it has not looked at, which is not good enough under --strict', async () => {
    await repository.write({ 'logo.png': Buffer.from([0, 1, 2]), 'src/sum.js': 'export const sum = (a, b) => b + a;\n' });
    const [lenient, strict] = await Promise.all([review(), review(['--strict'])]);
    expect([lenient.code, strict.code]).toEqual([0, 3]);
    expect(lenient.stderr).toContain('Not looked at (binary): logo.png');
  });

  it('takes place in minimal mode too, and with the review of runs switched off', async () => {
    await repository.write(evil);
    expect((await review([], { ARTEMIS_MINIMAL_MODE: 'true' })).code).toBe(1);
    await repository.home.write({ 'config/artemis/config.json': '{"flags": {"enable_review": false}}' });
    expect((await review()).code).toBe(1);
  });
});

describe('artemis review with a model', () => {
  beforeEach(() => repository.write({ 'src/sum.js': 'export const sum = (a, b) => b + a;\n' }));

  it('has the change read by it, says which one it was, and moves a finding to the line it quotes', async () => {
    await using model = await scriptedModelServer([{ content: JSON.stringify({ findings: [finding] }), model: 'critic-2' }]);
    const { code, stdout } = await review([], modelAt(model.baseUrl));
    expect([code, model.requests.length]).toEqual([1, 1]);
    expect(stdout).toMatch(/^src\/sum\.js:1 {2}blocking {2}Wrong order\.$/m);
    expect(stdout).toContain('critic-2 and rules found 1 blocking');
    expect(JSON.stringify(model.requests[0])).toContain('export const sum = (a, b) => b + a;');
  });

  it('asks none with --rules', async () => {
    await using model = await scriptedModelServer(['{"findings": []}']);
    expect((await review(['--rules'], modelAt(model.baseUrl))).code).toBe(0);
    expect(model.requests).toHaveLength(0);
  });

  it.each([
    ['away', undefined],
    ['out of order', replies.body(500, { error: { message: 'broken' } })],
    ['talking nonsense', replies.streamed('LGTM! Ship it.')],
  ])('K73: rules review when it is %s, and that is said; --strict makes it 3', async (_fault, reply) => {
    await using model = await faultServer([reply ?? replies.hang()]);
    if (!reply) await model[Symbol.asyncDispose]();
    const { code, stdout, stderr } = await review(['--strict'], modelAt(model.baseUrl));
    expect(code).toBe(3);
    expect(stdout).toContain('ok approved: Rules found');
    expect(stderr).toMatch(/^! rules reviewed instead of model: /m);
  });

  it('S07: shows it neither a file with secrets nor what a link leads to', async () => {
    const key = ['AK', 'IAQ3EGRIT4N7W2XKLM'].join('');
    await repository.write({ '.env': `SHOP_KEY=${key}\n`, 'src/key.js': `export const key = '${key}';\n` });
    await using model = await scriptedModelServer(['{"findings": []}']);
    const { code, stdout } = await review([], modelAt(model.baseUrl));
    expect(code).toBe(1);
    expect(JSON.stringify(model.requests)).toContain('src/key.js');
    expect(JSON.stringify(model.requests)).not.toContain(key);
    expect(stdout).not.toContain(key);
  });

  it('R01: ends with 130 when it is stopped', async () => {
    const { start } = await import('../support/artemis.ts');
    await using model = await faultServer([replies.hang()]);
    const started = start(repository.home, ['review'], { env: modelAt(model.baseUrl) });
    await model.received(1);
    started.child.kill('SIGINT');
    expect((await started.ended).code).toBe(130);
  });
});

describe('artemis review --checks', () => {
  /** A linter that objects to every file with a `debugger` in it, as eslint would. */
  const linter = `#!/usr/bin/env node
const { readFileSync } = require('node:fs');
const bad = process.argv.slice(5).filter((file) => readFileSync(file, 'utf8').includes('debugger'));
for (const file of bad) console.log(\`\${require('node:path').resolve(file)}\\n  1:1  error  Unexpected debugger  no-debugger\\n\`);
process.exitCode = bad.length > 0 ? 1 : 0;
`;

  beforeEach(async () => {
    await repository.commit({ 'eslint.config.js': 'module.exports = [];\n', '.gitignore': 'node_modules\n' });
    await repository.write({ 'node_modules/.bin/eslint': linter, 'src/sum.js': 'export const sum = (a, b) => b + a; debugger\n' });
    await chmod(join(repository.root, 'node_modules/.bin/eslint'), 0o755);
    await repository.home.write({ 'config/artemis/config.json': '{"plugins": {"build": {"allowUnsandboxed": true}}}' });
  });

  it('K73: tells what the linter of the project says that is new', async () => {
    const [plain, checked] = await Promise.all([review(['--json']), review(['--json', '--checks'])]);
    const rulesOf = ({ stdout }: Ended) =>
      (JSON.parse(stdout) as { readonly findings: readonly { readonly rule: string }[] }).findings.map(({ rule }) => rule);
    expect(rulesOf(plain)).not.toContain('lint');
    expect(rulesOf(checked)).toContain('lint');
    expect(JSON.parse(checked.stdout)).toMatchObject({ summary: expect.stringContaining('eslint of the project looked at it.') });
  });

  it('K73: says that it could not be run, and reviews by rules all the same', async () => {
    await repository.write({ 'node_modules/.bin/eslint': null });
    const { code, stdout } = await review(['--checks']);
    expect(code).toBe(0);
    expect(stdout).toContain('eslint could not be run');
  });
});

describe('artemis review under GitHub Actions', () => {
  it('annotates the lines, and lets no name of a file give a command', async () => {
    await repository.write({ ...evil, '::error::x.js': 'eval(text);\n' });
    const { code, stdout, stderr } = await review([], { GITHUB_ACTIONS: 'true' });
    expect(code).toBe(1);
    expect(stderr.split('\n').filter((text) => text.startsWith('::'))).toEqual([
      expect.stringMatching(/^::error file=%3A%3Aerror%3A%3Ax\.js,line=1::/),
      expect.stringMatching(/^::error file=src\/sum\.js,line=1::/),
    ]);
    expect(stdout).not.toMatch(/^\s*::/m);
  });

  it('compares with the branch a pull request is for, and says when it was not fetched', async () => {
    await repository.commit(evil);
    expect((await review([], { GITHUB_BASE_REF: 'main' })).stderr).toContain('fetch-depth: 0');
    repository.git('update-ref', 'refs/remotes/origin/main', 'HEAD~1');
    expect((await review([], { GITHUB_BASE_REF: 'main' })).code).toBe(1);
  });
});
