import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownerMark, sweepFolders } from '@artemis/process';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;
beforeEach(async () => void (folder = await fs.mkdtemp(join(tmpdir(), 'artemis-sweep-'))));
afterEach(() => fs.rm(folder, { recursive: true }));

const make = (...names: readonly string[]): Promise<unknown> => Promise.all(names.map((name) => fs.mkdir(join(folder, name))));
const sweep = (): Promise<void> => sweepFolders(fs, folder, 'own-');

it('R03: deletes what a process has left behind that is gone, and nothing else', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  const kept = [`own-${await ownerMark(fs)}a`, `own-${process.ppid}-a`, `other-${pid}-a`, 'own-a', `own-${process.pid}`];
  await make(...kept, `own-${pid}-a`, `own-${pid}.5-a`);
  await sweep();
  expect((await fs.readdir(folder)).toSorted()).toEqual(kept.toSorted());
});

it.skipIf(process.platform !== 'linux')('R03: deletes what an earlier process of the same id has left behind (needs Linux)', async () => {
  await make(`own-${process.pid}.5-a`, `own-${process.ppid}.5-a`);
  await sweep();
  expect(await fs.readdir(folder)).toEqual([]);
});

it('R03: does not look at what cannot be read as the end of its owner', async () => {
  await make(`own-${process.ppid}.5-a`);
  await sweepFolders({ ...fs, readFile: () => Promise.reject(new Error('hidden')) }, folder, 'own-');
  expect(await fs.readdir(folder)).toHaveLength(1);
});

it('goes on when one of them cannot be deleted, or the folder is not there', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  await make(`own-${pid}-a`, `own-${pid}-b`);
  const tried: string[] = [];
  await sweepFolders(fs, folder, 'own-', async (path) => {
    tried.push(path);
    throw new Error('busy');
  });
  await sweepFolders(fs, join(folder, 'absent'), 'own-');
  expect(tried).toHaveLength(2);
});
