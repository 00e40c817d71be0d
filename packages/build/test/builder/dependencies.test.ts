import { access, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { missing } from '@artemis/tooling-testkit';
import { describe, expect, it } from 'vitest';
import { buildProject, patiently, verdictOn, withBuilder } from '../build-project.ts';
import { nodeManifest, nodeTest } from '../scenarios/scenario.ts';

const wrong = "import { one } from 'one';\nexport const add = (a, b) => a - b * one;\n";
const right = wrong.replace('-', '+');
const addsTest = nodeTest('./add.js', 'add', ['adds', 'assert.equal(add(2, 3), 5);']);
const one = {
  'package.json': '{"name":"one","version":"1.0.0","type":"module","main":"index.js","bin":{"one":"index.js"}}',
  'index.js': 'export const one = 1;\n',
};

describe.skipIf(missing(['bwrap', 'npm'], 'dependencies'))('dependencies of a project (needs bwrap and npm)', { timeout: 120_000 }, () => {
  it('are seen by its tests, and cannot be written', async () => {
    await using project = await buildProject({ 'package.json': nodeManifest(), 'add.js': wrong, 'add.test.js': addsTest });
    const folder = join(project.dir, 'node_modules', 'one');
    await mkdir(folder, { recursive: true });
    for (const [name, text] of Object.entries(one)) await writeFile(join(folder, name), text);
    const report = await withBuilder({}, async (builder) => {
      const baseline = await builder.baseline(project.dir, patiently());
      const evil = `import { writeFileSync } from 'node:fs';\ntry {\n  writeFileSync('node_modules/one/owned.js', '');\n  console.log('wrote');\n} catch (error) {\n  console.log('refused ' + error.code);\n}\n${right}`;
      return builder.verify({ projectDir: project.dir, changes: await project.change({ 'add.js': evil }), baseline }, patiently());
    });
    expect(report).toMatchObject({ status: 'passed' });
    expect(report.output).toContain('refused EROFS');
    await expect(access(join(folder, 'owned.js'))).rejects.toThrow('ENOENT');
  });

  it('of the same workspace lead into the copy, so that the old code is really the old code', async () => {
    const root = JSON.stringify({ private: true, workspaces: ['packages/*'], scripts: { test: 'node --test' } });
    const before = {
      'package.json': root,
      'packages/one/package.json': one['package.json'],
      'packages/one/index.js': 'export const one = -1;\n',
    };
    await using project = await buildProject(before);
    await mkdir(join(project.dir, 'node_modules'));
    await (await import('node:fs/promises')).symlink('../packages/one', join(project.dir, 'node_modules', 'one'));
    const report = await withBuilder({}, async (builder) => {
      const baseline = await builder.baseline(project.dir, patiently());
      const changes = await project.change({
        'packages/one/index.js': one['index.js'],
        'packages/app/one.test.mjs': nodeTest('one', 'one', ['is one', 'assert.equal(one, 1);']),
      });
      return builder.verify({ projectDir: project.dir, changes, baseline }, patiently());
    });
    expect(report).toMatchObject({ status: 'passed', evidence: { kind: 'fails-without-change' } });
  });

  it('serve a copy of the project, which has none or links in their place, and cannot be written from there either', async () => {
    const manifest = { 'package.json': nodeManifest(), 'add.js': wrong, 'add.test.js': addsTest };
    await using original = await buildProject({
      ...manifest,
      'node_modules/one/package.json': one['package.json'],
      '.venv/pyvenv.cfg': 'x',
    });
    await writeFile(join(original.dir, 'node_modules/one/index.js'), one['index.js']);
    await using home = await buildProject({ 'secret.txt': 'canary' });
    for (const linkTo of [null, join(original.dir, 'node_modules'), home.dir]) {
      await using copy = await buildProject({ ...manifest, '.git': 'gitdir: /nowhere\n' });
      if (linkTo !== null) await symlink(linkTo, join(copy.dir, 'node_modules'));
      const report = await withBuilder({}, async (builder) => {
        const baseline = await builder.baseline(original.dir, patiently());
        const evil = `import { existsSync, writeFileSync } from 'node:fs';\nconsole.log('git ' + existsSync('.git'), 'venv ' + existsSync('.venv/pyvenv.cfg') + existsSync(${JSON.stringify(join(original.dir, '.venv/pyvenv.cfg'))}) + existsSync(${JSON.stringify(join(original.dir, 'add.js'))}), 'home ' + existsSync('node_modules/secret.txt'));\ntry {\n  writeFileSync('node_modules/one/owned.js', '');\n  console.log('wrote');\n} catch (error) {\n  console.log('refused ' + error.code);\n}\n${right}`;
        const changes = await copy.change({ 'add.js': evil });
        return builder.verify({ projectDir: copy.dir, copyOf: original.dir, changes, baseline }, patiently());
      });
      expect(report).toMatchObject({ status: 'passed', evidence: { kind: 'fails-without-change' } });
      expect(report.output).toContain('git false venv truetruefalse home false');
      expect(report.output).toContain('refused EROFS');
    }
    await expect(access(join(original.dir, 'node_modules/one/owned.js'))).rejects.toThrow('ENOENT');
  });

  it('S14: are fetched when the user allows it, without running a script of theirs', async () => {
    const manifest = nodeManifest('node --test', {
      dependencies: { one: 'file:./local/one' },
      scripts: { test: 'node --test', postinstall: 'touch owned-by-root-script' },
    });
    const lock = JSON.stringify({
      name: 'x',
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': { dependencies: { one: 'file:./local/one' }, hasInstallScript: true },
        'local/one': { version: '1.0.0', hasInstallScript: true, bin: { one: 'index.js' } },
        'node_modules/one': { resolved: 'local/one', link: true },
      },
    });
    const dependency = {
      'local/one/package.json': one['package.json'].replace('"main"', '"scripts":{"postinstall":"touch owned"},"main"'),
      'local/one/index.js': one['index.js'],
    };
    const before = {
      'package.json': manifest,
      'package-lock.json': lock,
      ...dependency,
      'add.js': wrong,
      'add.test.js': addsTest,
      'scripts.test.js': nodeTest('node:fs', 'existsSync', [
        'ran nothing',
        "assert.equal(existsSync('local/one/owned') || existsSync('owned-by-root-script'), false);",
      ]),
    };
    expect(await verdictOn(before, { 'add.js': right })).toMatchObject({ status: 'failed' });
    expect(await verdictOn(before, { 'add.js': right }, { install: 'no-scripts' })).toMatchObject({
      status: 'passed',
      evidence: { kind: 'fails-without-change' },
    });
  });
});
