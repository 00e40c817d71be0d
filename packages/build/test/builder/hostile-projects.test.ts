import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { missing } from '@artemis/tooling-testkit';
import { describe, expect, it } from 'vitest';
import { buildProject, patiently, verdictOn, withBuilder } from '../build-project.ts';
import { nodeManifest, nodeTest } from '../scenarios/scenario.ts';

const wrong = 'export const add = (a, b) => a - b;\n';
const right = 'export const add = (a, b) => a + b;\n';
const addsTest = nodeTest('./add.js', 'add', ['adds', 'assert.equal(add(2, 3), 5);']);
const files = { 'package.json': nodeManifest(), 'add.js': wrong, 'add.test.js': addsTest };
const fix = { 'add.js': right };

describe.skipIf(missing(['bwrap'], 'hostile projects'))('a project that means harm (needs bwrap)', { timeout: 60_000 }, () => {
  it('S14: never runs the scripts of a package, and names the new ones', async () => {
    const report = await verdictOn(files, {
      ...fix,
      'package.json': nodeManifest('node --test', {
        scripts: { test: 'node --test', postinstall: 'touch /tmp/owned' },
        dependencies: { 'left-pad-invented': '1' },
      }),
    });
    expect(report.warnings?.join(' ')).toMatch(/postinstall.*left-pad-invented/);
  });

  it('S15: names files that run on the machine of the user', async () => {
    const report = await verdictOn(files, { ...fix, 'vite.config.ts': 'export default {};\n' });
    expect(report.warnings?.join(' ')).toContain('vite.config.ts runs on your machine');
  });

  it('S25: shows a test no secret of the environment, the home folder or the project', async () => {
    process.env['ARTEMIS_TEST_CANARY'] = 'canary-in-environment';
    const spy = `import { readFileSync, readdirSync } from 'node:fs';\nconst tries = [() => JSON.stringify(process.env), () => readFileSync('/proc/1/environ', 'utf8'), () => readFileSync('.env', 'utf8'), () => readdirSync('/root').join(), () => readdirSync('/home').join(), () => readFileSync('/etc/shadow', 'utf8')];\nfor (const look of tries) { try { console.log('saw: ' + look()); } catch (error) { console.log('refused: ' + error.code); } }\n`;
    const report = await verdictOn({ ...files, '.env': 'KEY=canary-in-file' }, { 'add.js': `${spy}${wrong}` });
    delete process.env['ARTEMIS_TEST_CANARY'];
    expect(report.output).toContain('saw: ');
    expect(report.output).not.toMatch(/canary-in|root:\*/);
    expect(report.output?.match(/refused: /g)?.length).toBeGreaterThanOrEqual(2);
  });

  it('S31: uses no program from the project, and none of the variables it would set', async () => {
    await using project = await buildProject({
      ...files,
      'bin/node': '#!/bin/sh\necho owned\nexit 0\n',
      '.npmrc': 'node-options=--require=./evil.js\n',
      'evil.js': "console.log('owned');\n",
    });
    const report = await withBuilder({ searchPath: `${join(project.dir, 'bin')}:.:${process.env['PATH']}` }, async (builder) => {
      const baseline = await builder.baseline(project.dir, patiently());
      return builder.verify({ projectDir: project.dir, changes: await project.change(fix), baseline }, patiently());
    });
    expect(report.status).toBe('passed');
    expect(report.output).not.toContain('owned');
  });

  it('S39: leaves nothing behind that could act after the run: no process, no hook, no changed build file', async () => {
    await using project = await buildProject({ ...files, '.git/config': '[core]\n' });
    const target = join(project.dir, 'owned');
    const waiting = `(sleep 978.41; echo late > ${target}) & (setsid sh -c 'sleep 978.41; echo late > ${target}' &)`;
    const lurking = `import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
spawn('setsid', ['sh', '-c', ${JSON.stringify(waiting)}], { detached: true, stdio: 'ignore' }).unref();
mkdirSync('.git/hooks', { recursive: true });
writeFileSync('.git/hooks/post-commit', '#!/bin/sh\\necho late', { mode: 0o755 });
writeFileSync('package.json', '{"scripts":{"test":"echo late"}}');
${right}`;
    const report = await withBuilder({}, async (builder) => {
      const baseline = await builder.baseline(project.dir, patiently());
      return builder.verify({ projectDir: project.dir, changes: await project.change({ 'add.js': lurking }), baseline }, patiently());
    });
    expect(report.tests).toMatchObject([{ status: 'passed' }]);
    const running = await readdir('/proc').then((names) =>
      Promise.all(names.filter((name) => /^\d+$/.test(name)).map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''))),
    );
    expect(running.filter((line) => line.includes('978.41'))).toEqual([]);
    expect((await readdir(project.dir, { recursive: true })).toSorted()).toEqual([
      '.git',
      '.git/config',
      'add.js',
      'add.test.js',
      'package.json',
    ]);
    expect(await readFile(join(project.dir, 'package.json'), 'utf8')).toBe(files['package.json']);
  });
});
