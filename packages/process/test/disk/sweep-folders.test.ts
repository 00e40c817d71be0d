import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownerMark, sweepFolders } from '@artemis/process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
beforeEach(async () => void (folder = await fs.mkdtemp(join(tmpdir(), 'artemis-sweep-'))));
afterEach(() => fs.rm(folder, { recursive: true }));

const make = (...names: readonly string[]): Promise<unknown> => Promise.all(names.map((name) => fs.mkdir(join(folder, name))));
/** The process namespace of this test, as marks name it; 0 where there are none. */
const space = async (): Promise<string> => /\.(\w+)-$/.exec(await ownerMark(fs))?.[1] ?? '0';
const sweep = (): Promise<void> => sweepFolders(fs, folder, 'own-');

it('R03: deletes what a process has left behind that is gone, and nothing else', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  const kept = [`own-${await ownerMark(fs)}a`, `own-${process.ppid}-a`, `other-${pid}-a`, 'own-a', `own-${process.pid}`];
  await make(...kept, `own-${pid}-a`, `own-${pid}.5.${await space()}-a`);
  await sweep();
  expect((await fs.readdir(folder)).toSorted()).toEqual(kept.toSorted());
});

describe.skipIf(process.platform !== 'linux')('by the mark of its owner (needs Linux)', () => {
  it('R03: deletes what an earlier process of the same id has left behind', async () => {
    await make(`own-${process.pid}.5.${await space()}-a`, `own-${process.ppid}.5.${await space()}-a`);
    await sweep();
    expect(await fs.readdir(folder)).toEqual([]);
  });

  it('R03: does not take for the end of its owner that nobody can say when that was started', async () => {
    await make(`own-${process.ppid}.5.${await space()}-a`);
    await sweepFolders({ ...fs, readFile: () => Promise.reject(new Error('hidden')) }, folder, 'own-');
    expect(await fs.readdir(folder)).toHaveLength(1);
  });

  it('R03: leaves alone what a process in another container works with, for as long as one may', async () => {
    const [fresh, old] = [`own-${process.pid}.5.99-fresh`, `own-${process.pid}.5.99-old`];
    await make(fresh, old);
    const eightDaysAgo = Date.now() / 1_000 - 8 * 86_400;
    await fs.utimes(join(folder, old), eightDaysAgo, eightDaysAgo);
    await sweep();
    expect(await fs.readdir(folder)).toEqual([fresh]);
  });
});

it('marks a folder with few characters, since paths of sockets must be short', async () => {
  expect((await ownerMark(fs)).length).toBeLessThanOrEqual(`${process.pid}.zzzzzzz.zzzz-`.length);
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
