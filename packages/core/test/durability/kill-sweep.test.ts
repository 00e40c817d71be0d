import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readJournal } from '../../src/journal/read-journal.ts';
import { seededRandom } from '../../src/testing/seeded-random.ts';
import { finalFiles, neededCalls, startOrResume, threeStageArtemis } from './three-stage-run.ts';

/** Kills in all. The nightly script asks for 10 000. */
const kills = Number(process.env['ARTEMIS_KILLS'] ?? 1000);
const parallel = 2;

const script = join(import.meta.dirname, 'killed-run.ts');

/** Starts a process that works on the run in `home` and dies at its nth effect. */
const work = (home: string, crashAt: number): Promise<{ readonly killed: boolean; readonly stdout: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [script, home, String(crashAt)], (error, stdout) =>
      resolve({ killed: error?.signal === 'SIGKILL', stdout }),
    );
  });

async function newHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'artemis-kill-'));
  await mkdir(join(home, 'project'));
  return home;
}

const callsMade = async (home: string): Promise<number> =>
  (await readFile(join(home, 'calls.log'), 'utf8').catch(() => '')).split('\n').length - 1;

/** Answers that had reached the disk when the process died. */
async function answersKept(home: string): Promise<number> {
  const [run] = await readdir(join(home, 'state/runs')).catch(() => []);
  const bytes = run === undefined ? Buffer.of() : await readFile(join(home, 'state/runs', run, 'journal.jsonl')).catch(() => Buffer.of());
  return readJournal(bytes).records.filter(({ entry }) => entry.kind === 'memo' && entry.key.startsWith('model:')).length;
}

async function tree(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const files = names.map(async (entry): Promise<[string, string]> => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(folder.length + 1), await readFile(path, 'utf8')];
  });
  return Object.fromEntries(await Promise.all(files));
}

/** Kills a run twice, at the two given effects, and lets it end. Returns how many kills really happened. */
async function killTwice(first: number, second: number): Promise<number> {
  const home = await newHome();
  let fired = 0;
  let mostCalls = neededCalls;
  for (const crashAt of [first, second]) {
    const { killed } = await work(home, crashAt);
    if (killed) fired++;
    // An answer that was on its way to the disk when the process died may be asked for once more; one that is there may not.
    mostCalls = (await callsMade(home)) + neededCalls - (await answersKept(home));
  }
  const artemis = threeStageArtemis(home);
  const result = await startOrResume(artemis, home);
  await artemis.close();
  expect(result, `killed at ${first}, then at ${second}`).toMatchObject({ status: 'succeeded', exitCode: 0 });
  expect(await tree(join(home, 'project')), `killed at ${first}, then at ${second}`).toEqual(finalFiles);
  expect(await callsMade(home), `killed at ${first}, then at ${second}`).toBeLessThanOrEqual(mostCalls);
  await rm(home, { recursive: true });
  return fired;
}

describe('a run that is killed', () => {
  it(
    `K01: ends with the same files and no answered call repeated, over ${kills} kills at every effect on the disk`,
    { timeout: kills * 1_000 },
    async () => {
      const alive = await newHome();
      const { stdout } = await work(alive, -1);
      const { points, status } = JSON.parse(stdout) as { points: number; status: string };
      expect([status, await callsMade(alive)]).toEqual(['succeeded', neededCalls]);

      const random = seededRandom(4711);
      const somewhere = (): number => Math.floor(random.fraction() * points);
      let fired = 0;
      let round = 0;
      const lane = async (): Promise<void> => {
        // The first rounds go through every point in order; the rest draw both kills from a seed.
        while (round < points || fired < kills) fired += await killTwice(round < points ? round++ : somewhere(), somewhere());
      };
      await Promise.all(Array.from({ length: parallel }, lane));
      expect(round).toBe(points);
      expect(fired).toBeGreaterThanOrEqual(kills);
    },
  );
});
