import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageEntry } from '../../src/plugin/package-entry.ts';
import { pluginPackageNames } from '../../src/plugin/plugin-package-names.ts';
import { resolvePlugin } from '../../src/plugin/resolve-plugin.ts';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';
import { loaderFixture } from './load-fixture.ts';
import { installedProject, pluginModule, type InstalledProject } from './installed-project.ts';

let project: InstalledProject;
beforeEach(async () => void (project = await installedProject()));
afterEach(() => project[Symbol.asyncDispose]());

const resolve = (name: string, from = project.path): Promise<string> => resolvePlugin(name, from, nodeFileSystem);
const urlOf = (file: string): string => pathToFileURL(join(project.path, 'node_modules', file)).href;

describe('pluginPackageNames', () => {
  it.each([
    ['rag', ['@artemis/rag', 'artemis-plugin-rag']],
    ['@artemis/rag', ['@artemis/rag']],
    ['artemis-plugin-x', ['artemis-plugin-x']],
    ['@acme/x', ['@acme/artemis-plugin-x', '@acme/x']],
    ['@acme/artemis-plugin-x', ['@acme/artemis-plugin-x']],
    ['../evil', []],
    ['.', []],
    ['a/../b', []],
    ['@acme/../x', []],
    ['node:fs', []],
    ['/etc/passwd', []],
    ['C:\\x', []],
    ['', []],
    ['x'.repeat(215), []],
  ])('%s stands for %j', (name, names) => {
    expect(pluginPackageNames(name)).toEqual(names);
  });
});

describe('packageEntry', () => {
  it.each([
    ['a text', { exports: './a.js' }, './a.js'],
    ['only an import condition', { exports: { import: './a.js' } }, './a.js'],
    ['types first', { exports: { '.': { types: './a.d.ts', default: './a.js' } } }, './a.js'],
    ['nested conditions', { exports: { '.': { node: { require: './c.cjs', import: './a.js' } } } }, './a.js'],
    ['a list', { exports: { '.': [{ browser: './b.js' }, './a.js'] } }, './a.js'],
    ['the main field', { main: 'lib/a.js' }, 'lib/a.js'],
    ['nothing', {}, 'index.js'],
    ['exports before main', { exports: { '.': './a.js' }, main: 'b.js' }, './a.js'],
    ['only require', { exports: { require: './a.cjs' } }, undefined],
    ['only a subpath', { exports: { './x': './x.js' } }, undefined],
    ['a path out of the package', { exports: './../../evil.js' }, undefined],
    ['an absolute path', { exports: '/etc/passwd' }, undefined],
    ['null', { exports: { import: null, default: './a.js' } }, undefined],
    ['a number', { exports: 3 }, undefined],
  ])('reads %s', (_, manifest, entry) => {
    expect(packageEntry(manifest)).toBe(entry);
  });
});

describe('resolvePlugin', () => {
  it('finds a package whose exports have only an import condition', async () => {
    await project.install('@artemis/rag', '');
    expect(await resolve('rag')).toBe(urlOf('@artemis/rag/index.mjs'));
  });

  it('prefers the package of the house to the one of a third party', async () => {
    await project.install('artemis-plugin-rag', '');
    expect(await resolve('rag')).toBe(urlOf('artemis-plugin-rag/index.mjs'));
    await project.install('@artemis/rag', '');
    expect(await resolve('rag')).toBe(urlOf('@artemis/rag/index.mjs'));
  });

  it('looks in the folders above the project, as import does', async () => {
    await project.install('artemis-plugin-x', '');
    expect(await resolve('x', join(project.path, 'packages', 'app'))).toBe(urlOf('artemis-plugin-x/index.mjs'));
  });

  it.each([
    ['package-lock.json', 'npm install @artemis/rag'],
    ['pnpm-lock.yaml', 'pnpm add @artemis/rag'],
    ['yarn.lock', 'yarn add @artemis/rag'],
    ['bun.lock', 'bun add @artemis/rag'],
  ])('P08: says the install command of a project with %s', async (lockFile, command) => {
    await project.write(lockFile, '');
    await expect(resolve('rag')).rejects.toMatchObject({ code: 'ARTEMIS_E_PLUGIN_MISSING', facts: { plugin: 'rag', command } });
  });

  it.each(['../evil', 'node:fs', '/etc/passwd', 'a b', '\u001b[31m', ''])(
    'S31: refuses the name "%s" without looking for it',
    async (name) => {
      await expect(resolve(name)).rejects.toMatchObject({ code: 'ARTEMIS_E_PLUGIN_REFUSED', rule: 'name' });
    },
  );

  it('X08: refuses a package made for another version before any of it runs', async () => {
    await project.install('@artemis/rag', 'globalThis.ran = true;', { exports: './index.mjs', artemis: { apiVersion: 2 } });
    await expect(resolve('rag')).rejects.toMatchObject({ rule: 'api-version', facts: { needs: 2, has: 1 } });
  });

  it.each(['{', '[]', 'null', '""'])('refuses a package.json that holds %s', async (text) => {
    await project.write('node_modules/@artemis/rag/package.json', text);
    await expect(resolve('rag')).rejects.toMatchObject({ code: 'ARTEMIS_E_PLUGIN_REFUSED', rule: 'import' });
  });

  it('refuses a package that exports nothing for import', async () => {
    await project.install('@artemis/rag', '', { exports: { require: './index.cjs' } });
    await expect(resolve('rag')).rejects.toMatchObject({ rule: 'import' });
  });
});

describe('loading by name', () => {
  const load = (name: string) => loaderFixture({ fileSystem: nodeFileSystem }).loader.load({ name, resolveFrom: project.path });

  it("loads the project's own package", async () => {
    await project.install('artemis-plugin-real', pluginModule('artemis-plugin-real'));
    expect(await load('real')).toMatchObject({ status: 'loaded', name: 'artemis-plugin-real', capabilities: ['rag'] });
  });

  it('P08: reports a plugin that is not installed, with the command that installs it', async () => {
    expect(await load('rag')).toMatchObject({
      status: 'refused',
      name: 'rag',
      code: 'ARTEMIS_E_PLUGIN_MISSING',
      hint: expect.stringContaining('npm install @artemis/rag') as string,
    });
  });

  it('X01: reports a module that throws', async () => {
    await project.install('artemis-plugin-throws', 'throw new RangeError("broken install");');
    expect(await load('throws')).toMatchObject({ status: 'refused', error: { rule: 'import', cause: { message: 'broken install' } } });
  });

  it('X10: reports a plugin whose own dependency is missing', async () => {
    await project.install('artemis-plugin-needy', 'import "not-installed-anywhere";');
    expect(await load('needy')).toMatchObject({ status: 'refused', error: { rule: 'import', cause: { code: 'ERR_MODULE_NOT_FOUND' } } });
  });
});
