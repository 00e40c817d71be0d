import { execFile, spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectGoodEnd, mostCallsAfter, newHome } from './killed-home.ts';

const canTrace = spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0;
const script = join(import.meta.dirname, 'killed-run.ts');

/** Works on the run in `home`; the kernel kills the process as it enters its nth call of `syscall`. */
const work = (home: string, syscall: string, nth: number): Promise<boolean> =>
  new Promise((resolve) => {
    const inject = ['-e', `trace=${syscall}`, '-e', `inject=${syscall}:signal=SIGKILL:when=${nth}`];
    // One thread makes all calls of the disk, so that they can be counted.
    const env = { ...process.env, UV_THREADPOOL_SIZE: '1' };
    execFile('strace', ['-f', '-qq', '-o', '/dev/null', ...inject, process.execPath, script, home, '-1'], { env }, (error) =>
      resolve(error?.signal === 'SIGKILL'),
    );
  });

describe.skipIf(!canTrace)('a run that the kernel kills (needs strace)', () => {
  it.each(['fdatasync', 'fsync', 'rename', 'mkdir'])(
    'K01: ends well after a kill at each call of %s',
    { timeout: 300_000 },
    async (syscall) => {
      let kills = 0;
      for (let killed = true; killed;) {
        const home = await newHome();
        killed = await work(home, syscall, kills + 1);
        if (killed) kills++;
        await expectGoodEnd(home, await mostCallsAfter(home), `killed at ${syscall} number ${kills}`);
        await rm(home, { recursive: true });
      }
      console.log(`${syscall}: ${kills} kills`);
      expect(kills).toBeGreaterThan(0);
    },
  );
});
