import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/testing/seeded-random.ts';
import { callsMade, expectGoodEnd, mostCallsAfter, newHome } from './killed-home.ts';
import { neededCalls } from './three-stage-run.ts';

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

/** The nightly sweep takes long: it says how far it is. */
const tellEvery = 1000;

/** Kills a run twice, at the two given effects, and lets it end. Returns how many kills really happened. */
async function killTwice(first: number, second: number): Promise<number> {
  const home = await newHome();
  let fired = 0;
  for (const crashAt of [first, second]) {
    const { killed } = await work(home, crashAt);
    if (killed) fired++;
  }
  await expectGoodEnd(home, await mostCallsAfter(home), `killed at ${first}, then at ${second}`);
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
        while (round < points || fired < kills) {
          const more = await killTwice(round < points ? round++ : somewhere(), somewhere());
          const said = Math.floor(fired / tellEvery);
          fired += more;
          if (Math.floor(fired / tellEvery) > said) console.log(`${fired} kills so far, at ${points} points`);
        }
      };
      await Promise.all(Array.from({ length: parallel }, lane));
      expect(round).toBe(points);
      expect(fired).toBeGreaterThanOrEqual(kills);
    },
  );
});
