import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckReport } from '@artemis/core';
import { describe, expect, it } from 'vitest';
import { buildProject, patiently, withBuilder, type Files, type TestProject } from '../build-project.ts';
import type { BuildOptions } from '@artemis/build';

const modules = join(import.meta.dirname, '../../../../node_modules');

/** The project gets the compiler and the linter that check this repository. */
async function install(project: TestProject): Promise<void> {
  await mkdir(join(project.dir, 'node_modules/.bin'), { recursive: true });
  for (const tool of ['typescript', 'oxlint']) await symlink(join(modules, tool), join(project.dir, 'node_modules', tool));
  await symlink('../typescript/bin/tsc', join(project.dir, 'node_modules/.bin/tsc'));
  await symlink('../oxlint/bin/oxlint', join(project.dir, 'node_modules/.bin/oxlint'));
}

async function checked(
  before: Files,
  changed: Readonly<Record<string, string | null>>,
  options: BuildOptions = {},
  remainingMs = Infinity,
): Promise<CheckReport | undefined> {
  await using project = await buildProject(before);
  await install(project);
  const changes = await project.change(changed);
  return await withBuilder({ sandbox: 'off', ...options }, async (builder) =>
    builder.check?.({ projectDir: project.dir, changes }, patiently(undefined, remainingMs)),
  );
}

const settings = {
  'package.json': '{"type":"module"}',
  'tsconfig.json': '{"compilerOptions":{"strict":true,"noEmit":true,"types":[],"lib":["es2022"]},"include":["src"]}',
  '.oxlintrc.json': '{"rules":{"no-debugger":"error","no-unused-vars":"off"}}',
};
const old = 'export const old: number = "wrong before";\n';
const add = 'export const add = (a: number, b: number): number => a + b;\n';

describe('the compiler and linters of a project', () => {
  it('K73: tell what is new: a type that does not fit, also in a file that did not change, and a broken rule', async () => {
    const report = await checked(
      {
        ...settings,
        'src/old.ts': old,
        'src/add.ts': add,
        'src/use.ts': "import { add } from './add.ts';\nexport const three = add(1, 2);\n",
      },
      { 'src/add.ts': 'debugger;\nexport const add = (a: string, b: string): string => a + b;\n' },
    );
    expect(report?.tools).toEqual(['tsc', 'oxlint']);
    expect(report?.notes).toEqual([]);
    expect(report?.remarks).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ path: 'src/use.ts', line: 2, tool: 'tsc', kind: 'type', isError: true }),
        expect.objectContaining({ path: 'src/add.ts', line: 1, tool: 'oxlint', kind: 'lint' }),
      ]),
    );
    expect(JSON.stringify(report)).not.toContain('src/old.ts');
  });

  it('say nothing of a change that is as it should be', async () => {
    expect(await checked({ ...settings, 'src/add.ts': add }, { 'src/add.ts': `${add}export const two = add(1, 1);\n` })).toEqual({
      tools: ['tsc', 'oxlint'],
      remarks: [],
      notes: [],
    });
  });

  it('are as strict as before the change, whatever it does to their settings', async () => {
    const report = await checked(
      { ...settings, 'src/add.ts': add },
      { '.oxlintrc.json': '{"rules":{"no-debugger":"off"}}', 'src/add.ts': `debugger;\n${add}` },
    );
    expect(report?.remarks).toMatchObject([{ path: 'src/add.ts', tool: 'oxlint' }]);
  });

  it('are named when they are not installed, and the others run', async () => {
    const report = await checked(
      { ...settings, 'eslint.config.js': 'export default [];\n', 'src/add.ts': add },
      { 'src/add.ts': `${add}\n` },
    );
    expect(report?.tools).toEqual(['tsc', 'oxlint']);
    expect(report?.notes).toMatchObject([expect.stringContaining('eslint could not be run')]);
  });

  it('are left alone when there is no time', async () => {
    const report = await checked({ ...settings, 'src/add.ts': add }, { 'src/add.ts': `${add}\n` }, {}, 1_000);
    expect(report).toMatchObject({ tools: [], remarks: [], notes: ['There was no time for tsc.', 'There was no time for oxlint.'] });
  });

  it('are left alone where the user wants none', async () => {
    const report = await checked({ ...settings, 'src/add.ts': add }, { 'src/add.ts': 'debugger;\n' }, { checks: 'none' });
    expect(report).toEqual({ tools: [], remarks: [], notes: [] });
  });
});
