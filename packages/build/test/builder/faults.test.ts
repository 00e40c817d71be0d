import { access, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missing } from '@artemis/tooling-testkit';
import { systemClock } from '@artemis/core';
import { systemProcesses, type Command, type ProcessRunner } from '@artemis/process';
import { describe, expect, it } from 'vitest';
import { ensureSandbox } from '@artemis/build';
import { buildProject, patiently, registered, verdictOn, withBuilder } from '../build-project.ts';
import { nodeManifest, nodeTest } from '../scenarios/scenario.ts';

const wrong = 'export const add = (a, b) => a - b;\n';
const right = 'export const add = (a, b) => a + b;\n';
const addsTest = nodeTest('./add.js', 'add', ['adds', 'assert.equal(add(2, 3), 5);']);
const files = { 'package.json': nodeManifest(), 'add.js': wrong, 'add.test.js': addsTest };
const fix = { 'add.js': right };

describe('B14: no sandbox', () => {
  const without = { searchPath: '/nowhere' };

  it('B14: runs no generated code, and says why', async () => {
    const seen: Command[] = [];
    const real = systemProcesses().processes;
    const processes: ProcessRunner = { run: (command, ...rest) => (seen.push(command), real.run(command, ...rest)) };
    await expect(verdictOn(files, fix, { ...without, ports: { processes } })).rejects.toMatchObject({
      code: 'ARTEMIS_E_SANDBOX_UNAVAILABLE',
    });
    expect(seen).toEqual([]);
  });

  it('B14: is refused where the policy requires a sandbox', async () => {
    await expect(ensureSandbox({ ...without, sandbox: 'require' }, patiently())).rejects.toMatchObject({
      code: 'ARTEMIS_E_SANDBOX_REQUIRED',
    });
  });

  it('B14: runs without one when the user has allowed it in so many words, and says so', async () => {
    const report = await verdictOn(files, fix, { ...without, allowUnsandboxed: true });
    expect(report).toMatchObject({ status: 'passed', evidence: { kind: 'fails-without-change' } });
    expect(report.warnings).toContain('sandbox: off');
  });

  it('B14: leaves the rest to the fallback, which runs nothing', async () => {
    const { fallback } = await registered(without);
    const [first] = [fallback].flat();
    const builder = await first?.create(patiently());
    expect(
      await builder?.verify(
        { projectDir: tmpdir(), changes: [{ path: 'add.js', before: wrong, after: right }], baseline: null },
        patiently(),
      ),
    ).toMatchObject({ status: 'not-built' });
  });

  it('B11: tells which files of the project were reached while nothing kept the tests inside', async () => {
    await using project = await buildProject({ ...files, 'victim.txt': 'old' });
    const report = await withBuilder({ sandbox: 'off' }, async (builder) => {
      const baseline = await builder.baseline(project.dir, patiently());
      const escaping = `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(join(project.dir, 'victim.txt'))}, 'new content');\n${right}`;
      return builder.verify({ projectDir: project.dir, changes: await project.change({ 'add.js': escaping }), baseline }, patiently());
    });
    expect(report.warnings?.join(' ')).toContain('victim.txt');
  });
});

describe.skipIf(missing(['bwrap'], 'faults of build tools'))('faults of build tools (needs bwrap)', { timeout: 60_000 }, () => {
  it('B01: names a tool that is not installed, and how to get it', async () => {
    const error = await verdictOn(
      { 'pom.xml': '<project/>' },
      { 'A.java': 'class A {}' },
      { searchPath: '/usr/bin', gates: [{ tool: 'sbt', dir: '', steps: [{ argv: ['sbt', 'test'], kind: 'test' }], doubts: [] }] },
    ).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'ARTEMIS_E_BUILD_TOOL_MISSING',
      hint: 'Install sbt and a JDK.',
      facts: { tool: 'sbt', program: 'sbt' },
    });
  });

  it('B02: names the version that was found and the one that is needed', async () => {
    const needs = { 'package.json': nodeManifest('node --test', { engines: { node: '>=99' } }), 'add.js': wrong, 'add.test.js': addsTest };
    await expect(verdictOn(needs, fix)).rejects.toMatchObject({
      code: 'ARTEMIS_E_BUILD_TOOL_VERSION',
      facts: { needed: '99', found: process.versions.node },
    });
  });

  it('B08: names the option that lets a build fetch what it needs', async () => {
    const script = "import { lookup } from 'node:dns/promises';\nawait lookup('registry.example.org');\n";
    const gate = {
      tool: 'node',
      dir: '',
      steps: [
        { argv: ['node', 'fetch.js'], kind: 'build' as const },
        { argv: ['node', '--test'], runner: 'node-test' as const, kind: 'test' as const },
      ],
      doubts: [],
    };
    await expect(verdictOn({ ...files, 'fetch.js': script }, fix, { gates: [gate] })).rejects.toMatchObject({
      code: 'ARTEMIS_E_BUILD_NETWORK_DENIED',
      hint: expect.stringContaining('install'),
    });
  });

  it('B08: does not take a red test that speaks of the network for a missing network', async () => {
    const liar = nodeTest('./add.js', 'add', ['adds', "assert.equal(add(2, 3), 5, 'getaddrinfo ENOTFOUND');"]);
    expect(await verdictOn({ ...files, 'add.test.js': liar }, { 'add.js': `${wrong}//` })).toMatchObject({ status: 'failed' });
  });

  it('B11: leaves the project as it was, whatever its tests write, and no scratch copy behind', async () => {
    await using project = await buildProject({ ...files, 'keep.txt': 'kept' });
    const writing = `import { mkdirSync, rmSync, writeFileSync } from 'node:fs';\nrmSync('keep.txt', { force: true });\nmkdirSync('.git/hooks', { recursive: true });\nwriteFileSync('.git/hooks/pre-commit', 'evil');\n${right}`;
    const before = await ownScratch();
    await withBuilder({}, async (builder) => {
      const baseline = await builder.baseline(project.dir, patiently());
      await builder.verify({ projectDir: project.dir, changes: await project.change({ 'add.js': writing }), baseline }, patiently());
    });
    expect((await readdir(project.dir)).toSorted()).toEqual(['add.js', 'add.test.js', 'keep.txt', 'package.json']);
    await expect(access(join(project.dir, '.git'))).rejects.toThrow('ENOENT');
    expect(await ownScratch()).toEqual(before);
  });

  it('B12: falls back to the exit code when the report makes no sense, and says so', async () => {
    const noisy = `process.stdout.write('\\u001b[31m' + 'x'.repeat(1_000_000) + '\\r\\nnot ok 1 - Ünïcode\\r\\n');\n`;
    const gate = {
      tool: 'make',
      dir: '',
      steps: [{ argv: ['node', 'noise.js'], runner: 'tap' as const, kind: 'test' as const }],
      doubts: [],
    };
    const report = await verdictOn({ ...files, 'noise.js': noisy }, fix, { gates: [gate] });
    expect(report).toMatchObject({ status: 'inconclusive', exitCode: 0 });
    expect(report.summary).toContain('only its exit code is known');
    expect(report.output?.length).toBeLessThan(13_000);
  });

  it('B03: says that the time limit ended the gate', async () => {
    const report = await verdictOn(
      files,
      { 'add.js': 'await new Promise((done) => setTimeout(done, 60_000));\nexport const add = 1;\n' },
      { limits: { wallMs: 2_000 } },
    );
    expect(report).toMatchObject({ status: 'failed', exitCode: null, summary: expect.stringContaining('time limit') });
  });

  it('makes up for a baseline that could not be taken', async () => {
    await using project = await buildProject(files);
    const report = await withBuilder({}, async (builder) =>
      builder.verify({ projectDir: project.dir, changes: await project.change(fix), baseline: null }, patiently()),
    );
    expect(report).toMatchObject({ status: 'passed', evidence: { kind: 'fails-without-change' } });
  });

  it('takes a baseline back from JSON, as the journal keeps it', async () => {
    await using project = await buildProject(files);
    const report = await withBuilder({}, async (builder) => {
      const baseline = JSON.parse(JSON.stringify(await builder.baseline(project.dir, patiently()))) as Awaited<
        ReturnType<typeof builder.baseline>
      >;
      return builder.verify({ projectDir: project.dir, changes: await project.change(fix), baseline }, patiently());
    });
    expect(report.status).toBe('passed');
  });

  it('ends with the call, and leaves no scratch copy behind', async () => {
    await using project = await buildProject({ ...files, 'add.test.js': 'await new Promise((done) => setTimeout(done, 60_000));\n' });
    const before = await ownScratch();
    const controller = new AbortController();
    systemClock.after(800, () => controller.abort(new Error('cancelled')));
    await expect(withBuilder({}, (builder) => builder.baseline(project.dir, patiently(controller.signal)))).rejects.toThrow('cancelled');
    expect(await ownScratch()).toEqual(before);
  });

  it('plants as many defects as it is asked to, and says how many were noticed', async () => {
    const report = await verdictOn(
      { ...files, 'add.test.js': nodeTest('./add.js', 'add', ['keeps zero', 'assert.equal(add(0, 0), 0);']) },
      { 'add.js': 'export const add = (a, b) => {\n  const sum = a + b;\n  return sum;\n};\n' },
      { mutate: 2 },
    );
    expect(report).toMatchObject({
      status: 'passed',
      evidence: { kind: 'planted-defect', detail: expect.stringContaining('1 of 2 planted defects were noticed') },
    });
  });
});

const ownScratch = async (): Promise<readonly string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith(`artemis-gate-${process.pid}`)).toSorted();
