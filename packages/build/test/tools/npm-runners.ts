import { realpathSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { ToolFixture } from './tool-fixture.ts';

const commonAdd = 'module.exports.add = (a, b) => a + b;\n';
const moduleAdd = 'export const add = (a, b) => a + b;\n';
const common = {
  red: { 'add.js': commonAdd.replace('+', '-') },
  broken: { 'add.js': 'module.exports.add = (\n' },
};
const modules = {
  red: { 'add.js': moduleAdd.replace('+', '-') },
  broken: { 'add.js': 'export const add = (\n' },
};
const manifest = (test: string, more: object = {}): string => JSON.stringify({ name: 'x', private: true, scripts: { test }, ...more });

/** Test runners that a project brings among its own dependencies. */
export const npmRunners: readonly ToolFixture[] = [
  {
    tool: 'vitest',
    needs: ['vitest'],
    files: {
      'package.json': manifest('vitest', { type: 'module' }),
      'add.js': moduleAdd,
      'add.test.js':
        "import { expect, test } from 'vitest';\nimport { add } from './add.js';\ntest('adds', () => expect(add(2, 3)).toBe(5));\n",
    },
    ...modules,
  },
  {
    tool: 'jest',
    needs: ['jest'],
    files: {
      'package.json': manifest('jest --watchAll'),
      'add.js': commonAdd,
      'add.test.js': "const { add } = require('./add');\ntest('adds', () => expect(add(2, 3)).toBe(5));\n",
    },
    ...common,
  },
  {
    tool: 'mocha',
    needs: ['mocha'],
    files: {
      'package.json': manifest('mocha'),
      'add.js': commonAdd,
      'test/add.js':
        "const assert = require('node:assert/strict');\nconst { add } = require('../add');\nit('adds', () => assert.equal(add(2, 3), 5));\n",
    },
    ...common,
  },
  {
    tool: 'ava',
    needs: ['ava'],
    files: {
      'package.json': manifest('ava', { type: 'module' }),
      'add.js': moduleAdd,
      'add.test.js': "import test from 'ava';\nimport { add } from './add.js';\ntest('adds', (t) => t.is(add(2, 3), 5));\n",
    },
    ...modules,
  },
  {
    tool: 'tape',
    needs: ['tape'],
    files: {
      'package.json': manifest('tape test/*.js'),
      'add.js': commonAdd,
      'test/add.js':
        "const test = require('tape');\nconst { add } = require('../add');\ntest('adds', (t) => {\n  t.equal(add(2, 3), 5, 'adds');\n  t.end();\n});\n",
    },
    ...common,
  },
  {
    tool: 'tap',
    needs: ['tap'],
    files: {
      'package.json': manifest('tap --disable-coverage', { type: 'module' }),
      'add.js': moduleAdd,
      'test/add.js': "import t from 'tap';\nimport { add } from '../add.js';\nt.test('adds', async (t) => t.equal(add(2, 3), 5));\n",
    },
    ...modules,
  },
];

/** Where a package is that was installed for all of the machine; `null` where it was not. A workspace has its own, elsewhere. */
function globalPackage(name: string): { readonly folder: string; readonly program: string } | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const program = realpathOf(join(folder, name));
    const match = program === null ? null : new RegExp(`^(/usr/.*/lib/node_modules|/usr/lib/node_modules)/${name}/`).exec(program);
    if (program !== null && match) return { folder: `${match[1]}/${name}`, program };
  }
  return null;
}

/** Puts a globally installed package among the dependencies of a project, as an installation would. */
export async function lendPackage(projectDir: string, name: string): Promise<void> {
  const found = globalPackage(name);
  if (!found) throw new TypeError(`${name} is not installed for all of the machine`);
  await mkdir(join(projectDir, 'node_modules', '.bin'), { recursive: true });
  await symlink(found.folder, join(projectDir, 'node_modules', name));
  await symlink(found.program, join(projectDir, 'node_modules', '.bin', name));
}

/** Packages of a list that were not installed for all of the machine. A test that needs one says so in one line and is left out. */
export function notLendable(names: readonly string[]): boolean {
  const absent = names.filter((name) => globalPackage(name) === null);
  if (absent.length > 0) process.stdout.write(`left out: not installed for all of the machine: ${absent.join(', ')}\n`);
  return absent.length > 0;
}

function realpathOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}
