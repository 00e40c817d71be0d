import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scriptedModelServer } from '@artemis/tooling-testkit';

const run = promisify(execFile);
const packageDir = join(import.meta.dirname, '../..');
const answer = {
  approach: 'one file',
  implementation: { filename: 'one.js', content: 'export const one = 1;\n' },
  tests: { filename: 'one.test.js', content: "import './one.js';\n" },
};
const program = `
import { MinimalArtemis } from '@artemis/core';
const [projectDir, baseUrl] = process.argv.slice(2);
const artemis = new MinimalArtemis({ projectDir, stateDir: projectDir + '/../state', model: { vendor: 'openai', model: 'scripted', baseUrl, apiKey: 'not-a-secret' } });
const { run } = await artemis.executeTask('export one');
console.log(JSON.stringify({ status: run.status, files: run.files.map(({ path }) => path) }));
`;

/** Bytes of all files below a folder. */
async function sizeOf(folder: string): Promise<number> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => (await readFile(join(parentPath, name))).byteLength));
  return sizes.reduce((sum, size) => sum + size, 0);
}

describe('the packed core, installed alone with npm', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'artemis-alone-'));
    await mkdir(join(folder, 'project'));
    await run('npx', ['-y', 'pnpm@12', 'pack', '--pack-destination', folder], { cwd: packageDir });
    const [tarball = ''] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
    await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'empty', private: true, type: 'module' }));
    await writeFile(join(folder, 'run.mjs'), program);
    await run('npm', ['install', '--no-audit', '--no-fund', join(folder, tarball)], { cwd: folder });
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true }));

  it('brings openai, zod and jsonrepair and nothing else, in at most 35 MB', async () => {
    const lock = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8')) as { packages: Record<string, { version: string }> };
    const installed = Object.keys(lock.packages).filter((path) => path !== '');
    const bytes = await sizeOf(join(folder, 'node_modules'));
    console.log(
      `core alone: ${installed.map((path) => `${path.slice('node_modules/'.length)}@${lock.packages[path]?.version}`).join(', ')}; ${(bytes / 1e6).toFixed(1)} MB`,
    );
    expect(installed.map((path) => path.slice('node_modules/'.length)).toSorted()).toEqual([
      '@artemis/core',
      'jsonrepair',
      'openai',
      'zod',
    ]);
    expect(bytes).toBeLessThan(35e6);
  });

  it('runs a task', async () => {
    await using server = await scriptedModelServer([JSON.stringify(answer)]);
    const { stdout } = await run(process.execPath, ['run.mjs', join(folder, 'project'), server.baseUrl], { cwd: folder });
    expect(JSON.parse(stdout)).toEqual({ status: 'unverified', files: ['one.js', 'one.test.js'] });
    expect(await readFile(join(folder, 'project/one.js'), 'utf8')).toBe(answer.implementation.content);
  });
});
