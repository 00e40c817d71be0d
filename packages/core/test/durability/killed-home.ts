import { mkdir, mkdtemp, readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readBytes } from '../journal/read-bytes.ts';
import { finalFiles, neededCalls, startOrResume, threeStageArtemis } from './three-stage-run.ts';

/** An empty home with an empty project. */
export async function newHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'artemis-kill-'));
  await mkdir(join(home, 'project'));
  return home;
}

/** Questions the model of a home has been asked. */
export const callsMade = async (home: string): Promise<number> =>
  (await readFile(join(home, 'calls.log'), 'utf8').catch(() => '')).split('\n').length - 1;

/** Most calls a killed run may come to: an answer that was on its way to the disk may be asked for once more, one that is there may not. */
export const mostCallsAfter = async (home: string): Promise<number> => (await callsMade(home)) + neededCalls - (await answersKept(home));

/** Answers that had reached the disk when the process died. */
async function answersKept(home: string): Promise<number> {
  const [run] = await readdir(join(home, 'state/runs')).catch(() => []);
  const bytes = run === undefined ? Buffer.of() : await readFile(join(home, 'state/runs', run, 'journal.jsonl')).catch(() => Buffer.of());
  return readBytes(bytes).records.filter(({ entry }) => entry.kind === 'memo' && entry.key.startsWith('model:')).length;
}

async function tree(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const files = names.map(async (entry): Promise<[string, string]> => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(folder.length + 1), await readFile(path, 'utf8')];
  });
  return Object.fromEntries(await Promise.all(files));
}

/** Lets the run in a home come to its end, and checks that nothing was lost and nothing done twice. */
export async function expectGoodEnd(home: string, mostCalls: number, kills: string): Promise<void> {
  const artemis = threeStageArtemis(home);
  const result = await startOrResume(artemis, home);
  await artemis.close();
  expect(result, kills).toMatchObject({ status: 'succeeded', exitCode: 0 });
  expect(await tree(join(home, 'project')), kills).toEqual(finalFiles);
  expect(await callsMade(home), kills).toBeLessThanOrEqual(mostCalls);
}
